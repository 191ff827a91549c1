import { isObject } from "../json.ts";

/** One text for all equal JSON values (JSON Schema Core §4.2.2): members sorted, `1.0` as `1`. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (!isObject(part)) return part;
    const members = Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(members);
  });
}
