import type { Operation } from "../../model/contract.ts";
import { parsePointer } from "../../model/pointer.ts";

/** An operation before and after. */
export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation;
}

/** The same for operations that requests cannot tell apart: method and path, whatever the parameters in it are called. */
export function placeOf(operation: Operation): string {
  return `${operation.method} ${templateOf(operation).replaceAll(/\{[^{}]*\}/g, "{}")}`;
}

/** Method and path as they are written, without the server's part. */
export function writtenPlaceOf(operation: Operation): string {
  return `${operation.method} ${templateOf(operation)}`;
}

/** The path of the server in front of the operation's own. */
export function serverPathOf(operation: Operation): string {
  return operation.path.slice(0, operation.path.length - templateOf(operation).length);
}

/** An operation as people know it: `GET /v1/carts/{id}`. */
export function nameOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

function templateOf({ pointer, path }: Operation): string {
  const [first, template] = parsePointer(pointer) ?? [];
  return first === "paths" && template !== undefined && path.endsWith(template) ? template : path;
}
