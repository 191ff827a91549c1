import { isObject } from "../json.ts";
import type { Link } from "./contract.ts";
import { pointer as join, pointerOfFragment } from "./pointer.ts";
import type { Located, Resolver } from "./resolve.ts";
import { linkShape, readShape } from "./shape.ts";

/** The operations that a link can lead to: `Operation.id` by operationId, and by JSON Pointer. */
export interface LinkTargets {
  readonly byOperationId: ReadonlyMap<string, string>;
  readonly byPointer: ReadonlyMap<string, string>;
}

/** Reads the links of a response. One that leads to no operation of the document is left out; the lint reports it. */
export function readLinks({ node, pointer }: Located, resolver: Resolver, targets: LinkTargets): readonly Link[] {
  return Object.entries(isObject(node.links) ? node.links : {}).flatMap(([name, value]) => {
    const located = resolver.resolve(value, `${pointer}/links${join(name)}`);
    const shape = readShape(linkShape, located.node, located.pointer, resolver.source);
    const operationId = targetOf(shape, targets);
    if (operationId === undefined) return [];
    const requestBody = Object.hasOwn(shape, "requestBody") ? { requestBody: shape.requestBody } : {};
    const parameters = new Map(Object.entries(shape.parameters));
    return [{ name, operationId, parameters, ...requestBody, pointer: located.pointer }];
  });
}

/** The `Operation.id` that a Link Object names; undefined where the document has no such operation. */
export function targetOf(
  link: { readonly operationId?: string | undefined; readonly operationRef?: string | undefined },
  targets: LinkTargets,
): string | undefined {
  if (link.operationId !== undefined) return targets.byOperationId.get(link.operationId);
  if (link.operationRef === undefined || !link.operationRef.startsWith("#")) return undefined;
  const pointer = pointerOfFragment(link.operationRef.slice(1));
  return pointer === undefined ? undefined : targets.byPointer.get(pointer);
}
