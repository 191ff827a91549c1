/**
 * A copy of a JSON value in which the place that a JSON Pointer (RFC 6901) names holds another value; `-` appends to a
 * list. A name that was not there is added, missing objects on the way too: Arazzo 1.0.1 §4.6.15, Payload Replacement.
 */
export function replace(document: unknown, pointer: string, value: unknown): unknown {
  if (pointer === "") return value;
  const [first = "", ...rest] = pointer
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  return replaceAt(document, first, rest, value);
}

function replaceAt(document: unknown, name: string, rest: readonly string[], value: unknown): unknown {
  const inner = (part: unknown) => {
    const [next, ...further] = rest;
    return next === undefined ? value : replaceAt(part, next, further, value);
  };
  if (Array.isArray(document)) {
    const index = name === "-" ? document.length : Number(name);
    return document.toSpliced(index, 1, inner(document[index]));
  }
  const entries = typeof document === "object" && document !== null ? Object.entries(document) : [];
  // Through entries, so that a rule may name `__proto__` as any other member.
  const members = new Map<string, unknown>(entries);
  members.set(name, inner(members.get(name)));
  return Object.fromEntries(members);
}
