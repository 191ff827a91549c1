import { isObject, type JsonObject } from "../json.ts";
import type { Method, Operation, RequestBody, SecurityRequirement } from "./contract.ts";
import { contractError } from "./contract-error.ts";
import { operationExtensionSchema } from "./extension.ts";
import type { LinkTargets } from "./links.ts";
import { readContent } from "./media-type.ts";
import { readParameters } from "./parameters.ts";
import { pointer as join } from "./pointer.ts";
import type { Located, Resolver } from "./resolve.ts";
import { readResponses } from "./responses.ts";
import { serverPath } from "./servers.ts";
import { operationShape, readShape, requestBodyShape, securityShape } from "./shape.ts";

/** The members of a path item that are operations. */
export const methods: readonly Method[] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** An operation as it stands in the document, found but not read. */
export interface FoundOperation {
  readonly id: string;
  readonly method: Method;
  readonly pathItem: Located;
  readonly operation: Located;
}

interface Found extends FoundOperation {
  readonly template: string;
  /** Where it stands below `paths`, also where that path is a `$ref`. */
  readonly nominal: string;
}

/**
 * Reads all operations of a bundled OpenAPI 3.1 document. Throws `TercetError` (`contract`) where one cannot be used:
 * an operationId that occurs twice, a path without slash, a part of a path that is no parameter, broken structure.
 */
export function readOperations(document: JsonObject, resolver: Resolver): readonly Operation[] {
  const found = findOperations(document, resolver);
  const targets: LinkTargets = {
    byOperationId: new Map(found.filter(({ operation }) => operation.node.operationId).map(({ id }) => [id, id])),
    byPointer: new Map(
      found.flatMap(({ id, nominal, operation }) => [[nominal, id] as const, [operation.pointer, id]]),
    ),
  };
  return found.map((one) => {
    const places = [one.operation, one.pathItem, { node: document, pointer: "" }];
    const operation = readOperation(one, serverPath(places, resolver) + one.template, document, resolver, targets);
    refuseUndeclared(one.template, operation, resolver.source);
    return operation;
  });
}

function findOperations(document: JsonObject, resolver: Resolver): readonly Found[] {
  const found: Found[] = [];
  const pointers = new Map<string, string>();
  for (const [template, value] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    if (template.startsWith("x-")) continue;
    const place = `/paths${join(template)}`;
    if (!template.startsWith("/")) {
      throw contractError(
        resolver.source,
        place,
        "path-slash",
        `the path "${template}" must begin with a slash; add it`,
      );
    }
    const { pathItem, own } = readPathItem(value, place, resolver);
    for (const method of methods) {
      if (pathItem.node[method] === undefined) continue;
      const holder = Object.hasOwn(own, method) ? place : pathItem.pointer;
      const operation = resolver.resolve(pathItem.node[method], `${holder}/${method}`);
      const { operationId } = readShape(operationShape, operation.node, operation.pointer, resolver.source);
      // An empty one names nothing.
      const id = operationId || `${method.toUpperCase()} ${template}`;
      const other = pointers.get(id);
      if (other !== undefined) {
        const problem = `the operationId "${id}" is that of ${other} too; give each operation its own`;
        throw contractError(resolver.source, `${operation.pointer}/operationId`, "unique-operation-id", problem);
      }
      pointers.set(id, operation.pointer);
      found.push({ id, method, template, pathItem, operation, nominal: `${place}/${method}` });
    }
  }
  return found;
}

/** A path item may have a `$ref` and members beside it; those win, as in what a `$ref` inherits. */
export function readPathItem(value: unknown, place: string, resolver: Resolver) {
  if (!isObject(value)) throw contractError(resolver.source, place, "structure", "must be an object");
  const { $ref, ...own } = value;
  const target = resolver.resolve($ref === undefined ? own : { $ref }, place);
  return { pathItem: { node: { ...target.node, ...own }, pointer: target.pointer }, own };
}

/** Reads one operation that is sent to `path`. Throws `TercetError` (`contract`) where it cannot be used. */
export function readOperation(
  { id, method, pathItem, operation }: FoundOperation,
  path: string,
  document: JsonObject,
  resolver: Resolver,
  targets: LinkTargets,
): Operation {
  const { source } = resolver;
  const { node, pointer } = operation;
  const shape = readShape(operationShape, node, pointer, source);
  const security = shape.security ?? readShape(securityShape.default([]), document.security, "/security", source);
  const extension = node["x-tercet"] ?? {};
  return {
    id,
    method,
    path,
    pointer,
    summary: shape.summary ?? "",
    parameters: readParameters(pathItem, operation, resolver),
    ...(node.requestBody === undefined
      ? {}
      : { requestBody: readRequestBody(resolver.resolve(node.requestBody, `${pointer}/requestBody`), resolver) }),
    responses: readResponses(operation, resolver, targets),
    security: security.map(readRequirement),
    extension: readShape(operationExtensionSchema, extension, `${pointer}/x-tercet`, source, "x-tercet"),
  };
}

function refuseUndeclared(template: string, { parameters, pointer }: Operation, source: string): void {
  for (const [, name] of template.matchAll(/\{([^{}]*)\}/g)) {
    if (parameters.some((parameter) => parameter.in === "path" && parameter.name === name)) continue;
    const problem = `the path has {${name}}, but no parameter with "in": "path" and this name is declared; add it`;
    throw contractError(source, pointer, "path-parameter-declared", problem);
  }
}

function readRequestBody(located: Located, resolver: Resolver): RequestBody {
  const { required } = readShape(requestBodyShape, located.node, located.pointer, resolver.source);
  return { required, content: readContent(located, resolver) };
}

function readRequirement(requirement: Readonly<Record<string, readonly string[]>>): SecurityRequirement {
  return { schemes: Object.entries(requirement).map(([name, roles]) => ({ name, roles })) };
}
