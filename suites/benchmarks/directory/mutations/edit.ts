import { type Contract, type JsonObject, resolvePointer } from "../../../../contracts/index.ts";
import type { Mutant } from "./mutation.ts";

/** An object of a document that may be written to. */
export type Draft = Record<string, unknown>;

/** A copy of the contract's document in which `change` has edited the object at a JSON Pointer. */
export function edited(
  { document }: Contract,
  pointer: string,
  operations: readonly string[],
  change: (place: Draft, root: Draft) => void,
): Mutant {
  const copy = structuredClone(document) as Draft;
  change(resolvePointer(copy, pointer) as Draft, copy);
  return { document: copy as JsonObject, operations };
}
