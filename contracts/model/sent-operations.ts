import { isObject } from "../json.ts";
import type { Contract, Operation } from "./contract.ts";
import { methods, readOperation, readPathItem } from "./operations.ts";
import { pointer as join, resolvePointer } from "./pointer.ts";
import { createResolver, type Resolver } from "./resolve.ts";

/**
 * A request that the service itself sends to a consumer. `path` of the operation is the runtime expression of a callback,
 * or the name of a webhook in braces: where it really goes is known at run time only.
 */
export interface SentOperation {
  /** The key in `callbacks` or `webhooks`. */
  readonly name: string;
  readonly operation: Operation;
}

const noTargets = { byOperationId: new Map<string, string>(), byPointer: new Map<string, string>() };

/**
 * Reads what the service sends of itself (OpenAPI 3.1 §4.8.1, `webhooks`). Throws `TercetError` (`contract`) where one
 * cannot be used.
 */
export function readWebhooks(contract: Contract): readonly SentOperation[] {
  const resolver = createResolver(contract.document, contract.source);
  const { webhooks } = contract.document;
  return Object.entries(isObject(webhooks) ? webhooks : {}).flatMap(([name, item]) =>
    name.startsWith("x-") ? [] : readItem(contract, resolver, name, `{${name}}`, item, `/webhooks${join(name)}`),
  );
}

/**
 * Reads what the service sends back once an operation was called (OpenAPI 3.1 §4.8.18, Callback Object). Throws
 * `TercetError` (`contract`) where one cannot be used.
 */
export function readCallbacks(contract: Contract, { pointer }: Operation): readonly SentOperation[] {
  const resolver = createResolver(contract.document, contract.source);
  const callbacks = resolvePointer(contract.document, `${pointer}/callbacks`);
  return Object.entries(isObject(callbacks) ? callbacks : {}).flatMap(([name, value]) => {
    const { node, pointer: place } = resolver.resolve(value, `${pointer}/callbacks${join(name)}`);
    return Object.entries(node).flatMap(([address, item]) =>
      address.startsWith("x-") ? [] : readItem(contract, resolver, name, address, item, place + join(address)),
    );
  });
}

function readItem(
  { document }: Contract,
  resolver: Resolver,
  name: string,
  path: string,
  value: unknown,
  place: string,
): readonly SentOperation[] {
  const { pathItem, own } = readPathItem(value, place, resolver);
  return methods.flatMap((method) => {
    if (pathItem.node[method] === undefined) return [];
    const holder = Object.hasOwn(own, method) ? place : pathItem.pointer;
    const operation = resolver.resolve(pathItem.node[method], `${holder}/${method}`);
    const { operationId } = operation.node;
    const id = typeof operationId === "string" && operationId !== "" ? operationId : name;
    return [
      { name, operation: readOperation({ id, method, pathItem, operation }, path, document, resolver, noTargets) },
    ];
  });
}
