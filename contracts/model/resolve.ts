import { isObject } from "../json.ts";
import { contractError } from "./contract-error.ts";
import { pointerOfFragment, resolvePointer } from "./pointer.ts";

/** An object of a document and where it stands. */
export interface Located {
  readonly node: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/** Reads objects of a bundled document. */
export interface Resolver {
  readonly source: string;
  /** Follows `$ref`s to the object itself. Throws `TercetError` (`contract`) for a circle and for a dead end. */
  resolve(value: unknown, pointer: string): Located;
}

/** Creates the resolver of a document whose references all lead into itself. */
export function createResolver(document: unknown, source: string): Resolver {
  return {
    source,
    resolve(value, pointer) {
      const seen = new Set<string>();
      let current = value;
      let place = pointer;
      for (;;) {
        if (!isObject(current)) throw contractError(source, place, "structure", "must be an object");
        const { $ref } = current;
        if (typeof $ref !== "string") return { node: current, pointer: place };
        const target = $ref.startsWith("#") ? pointerOfFragment($ref.slice(1)) : undefined;
        const next = target === undefined ? undefined : resolvePointer(document, target);
        if (target === undefined || next === undefined) {
          throw contractError(source, `${place}/$ref`, "ref-resolves", `the $ref "${$ref}" names nothing; correct it`);
        }
        if (seen.has(target)) {
          const problem = `the $ref "${$ref}" leads back to itself; write the object out at one of these places`;
          throw contractError(source, `${pointer}/$ref`, "ref-cycle", problem);
        }
        seen.add(target);
        current = next;
        place = target;
      }
    },
  };
}
