import { isObject } from "../json.ts";
import { pointer as join } from "./pointer.ts";

/** The names that JSON Schema 2020-12 lets a schema give to itself. */
export interface Names {
  /** Each `$id` as written. */
  readonly ids: ReadonlySet<string>;
  /** JSON Pointer by `$anchor` or `$dynamicAnchor`. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** Finds all `$id`s and anchors in a document (JSON Schema core, sections 8.2.1 and 8.2.2). */
export function namesIn(document: unknown): Names {
  const ids = new Set<string>();
  const anchors = new Map<string, string>();
  const visit = (value: unknown, pointer: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, `${pointer}/${index}`);
    } else if (isObject(value)) {
      if (typeof value.$id === "string") ids.add(value.$id);
      for (const anchor of [value.$anchor, value.$dynamicAnchor]) {
        if (typeof anchor === "string") anchors.set(anchor, pointer);
      }
      for (const [name, member] of Object.entries(value)) visit(member, pointer + join(name));
    }
  };
  visit(document, "");
  return { ids, anchors };
}
