import { contractError } from "./contract-error.ts";
import { type Kind, walk } from "./grammar.ts";
import { pointerOfFragment, resolvePointer } from "./pointer.ts";

/**
 * Refuses schemas that are nothing but references to each other in a circle. Recursion through members or items is legal
 * and ends with the value; such a circle has no meaning and never ends (JSON Schema core, section 9.4.1).
 * Throws `TercetError` (`contract`).
 */
export function refuseSchemaLoops(document: unknown, source: string, root: Kind = "document"): void {
  walk(document, root, "", source, (node, kind, pointer) => {
    if (kind !== "schema") return;
    const seen = new Set<unknown>();
    for (let reference = node.$ref; typeof reference === "string" && reference.startsWith("#"); ) {
      const target = pointerOfFragment(reference.slice(1));
      const schema = target === undefined ? undefined : resolvePointer(document, target);
      if (seen.has(schema)) {
        const problem = `the $ref "${node.$ref}" leads back to itself without passing a member or an item; describe the value at one of these places`;
        throw contractError(source, `${pointer}/$ref`, "ref-cycle", problem);
      }
      seen.add(schema);
      reference = (schema as { readonly $ref?: unknown } | undefined)?.$ref;
    }
  });
}
