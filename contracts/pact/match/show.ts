/** How much of a value stands in a sentence, in characters. */
const maximumLength = 100;
/** How many members or items of a value are looked at, and how deep. */
const maximumMembers = 20;
const maximumDepth = 4;

/** A value as it stands in a sentence: JSON, cut where it is long. */
export function show(value: unknown): string {
  const text = shown(value, 0);
  return text.length <= maximumLength ? text : `${text.slice(0, maximumLength)}…`;
}

/** A value as text matchers see it: strings as they are, all else as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    // Nested deeper than the stack reaches: no text that a matcher of Pact is meant for.
    return "";
  }
}

/** The name of a value's type, with its article. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

/** Like `JSON.stringify`, but bounded: a hostile value costs no more than what is shown of it. */
function shown(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, maximumLength));
  if (typeof value !== "object" || value === null) return String(value);
  if (depth >= maximumDepth) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value)) {
    const items = value.slice(0, maximumMembers).map((item) => shown(item, depth + 1));
    return `[${items.join(",")}${value.length > maximumMembers ? ",…" : ""}]`;
  }
  const members = Object.keys(value).slice(0, maximumMembers);
  const parts = members.map(
    (name) => `${JSON.stringify(name)}:${shown((value as Record<string, unknown>)[name], depth + 1)}`,
  );
  return `{${parts.join(",")}${Object.keys(value).length > maximumMembers ? ",…" : ""}}`;
}
