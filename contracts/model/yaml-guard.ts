import { CST, type Document, isScalar, Lexer, visit } from "yaml";
import type { DuplicateKey } from "./duplicate-key.ts";

/** As deep as documents may be nested; see `plainJson`. */
const maximumDepth = 256;

/**
 * True where a YAML text is nested deeper than any document may be, in brackets or in `- - -` on one line. The parser
 * recurses, and takes time that grows with the square of the depth; the lexer does not.
 */
export function isTooDeep(text: string): boolean {
  let brackets = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "flow-seq-start" || type === "flow-map-start") brackets++;
    else if (type === "flow-seq-end" || type === "flow-map-end") brackets--;
    else if (type === "newline") indicators = 0;
    else if (type === "seq-item-ind" || type === "explicit-key-ind") indicators++;
    if (brackets + indicators > maximumDepth) return true;
  }
  return false;
}

/** The first key that occurs twice in one mapping. The parser's own check compares each key with each other one. */
export function findDuplicateYamlKey(document: Document): DuplicateKey | undefined {
  let found: DuplicateKey | undefined;
  visit(document, {
    Map(_, map) {
      const keys = new Set<string>();
      for (const { key } of map.items) {
        // Several merge keys are legal in one mapping.
        if (!isScalar(key) || key.value === "<<") continue;
        const name = String(key.value);
        if (keys.has(name)) {
          found = { key: name, offset: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        keys.add(name);
      }
      return undefined;
    },
  });
  return found;
}
