import { isObject } from "../../json.ts";
import type { Contract } from "../../model/contract.ts";
import { resolvePointer } from "../../model/pointer.ts";
import type { Change } from "../change.ts";

/** One of several changes into which a large one falls. */
export interface ChangePart {
  /** A capability (the first tag of the operations), an operation, or the service as a whole. */
  readonly name: string;
  readonly changes: number;
  readonly breaking: number;
  readonly readingSeconds: number;
}

const whole = "the service as a whole";

/** Splits changes by capability, or by operation where the contract has no tags; the parts that break something last. */
export function partsOf(
  changes: readonly Change[],
  contract: Contract | undefined,
  readingSeconds: (changes: readonly Change[]) => number,
): readonly ChangePart[] {
  const operations = contract?.operations ?? [];
  const capabilities = new Map(operations.map(({ id, pointer }) => [id, tagOf(contract, pointer) ?? id]));
  const groups = Map.groupBy(changes, ({ operations }) => {
    const [first] = operations;
    return first === undefined ? whole : (capabilities.get(first) ?? first);
  });
  const parts = [...groups].map(([name, own]) => ({
    name,
    changes: own.length,
    breaking: own.filter(({ effect }) => effect === "breaking").length,
    readingSeconds: readingSeconds(own),
  }));
  // What breaks nobody can go out first.
  return parts.toSorted((one, other) => one.breaking - other.breaking);
}

function tagOf(contract: Contract | undefined, pointer: string): string | undefined {
  const operation = resolvePointer(contract?.document, pointer);
  const [tag] = isObject(operation) && Array.isArray(operation.tags) ? operation.tags : [];
  return typeof tag === "string" ? tag : undefined;
}
