import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { parsePointer } from "../../contracts/index.ts";

/** A place in a text, both counted from 1. */
export interface Line {
  readonly line: number;
  readonly column: number;
}

/** Finds where a JSON Pointer stands in a text; of a place that is not there, the nearest one that holds it. */
export type Locate = (pointer: string) => Line;

const start: Line = { line: 1, column: 1 };

/** Reads a JSON or YAML text once; a text that is missing or broken has all its places in the first line. */
export function createLocate(text: string | undefined): Locate {
  if (text === undefined) return () => start;
  const lines = new LineCounter();
  let document: Document | undefined;
  return (pointer) => {
    document ??= parseDocument(text, {
      lineCounter: lines,
      keepSourceTokens: false,
      uniqueKeys: false,
      logLevel: "silent",
    });
    const offset = offsetOf(document, parsePointer(pointer) ?? []);
    if (offset === undefined) return start;
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}

/** The offset of the member's name, or of the item, that the segments lead to. */
function offsetOf(document: Document, segments: readonly string[]): number | undefined {
  let node = document.contents as Node | null;
  let offset: number | undefined;
  for (const segment of segments) {
    if (isAlias(node)) node = node.resolve(document) as Node | null;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
      if (pair === undefined) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      const item = node.items[Number(segment)] as Node | undefined;
      if (item === undefined) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
