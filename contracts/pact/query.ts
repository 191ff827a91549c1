import type { PactSpecification } from "./pact.ts";

/**
 * Reads a query string, with or without `?`: values by name in their order, decoded (`+` is a blank); null for a name
 * without `=`. What is badly percent-encoded is taken as it is. Empty parts (`a=1&`) are left out, but in V1 of the
 * specification, which compares query strings as they are.
 */
export function parseQuery(
  text: string,
  specification?: PactSpecification,
): ReadonlyMap<string, readonly (string | null)[]> {
  const query = new Map<string, (string | null)[]>();
  const parts = text.replace(/^\?/, "").split("&");
  for (const part of parts) {
    if (part === "" && (specification !== "1.0.0" || parts.length === 1)) continue;
    const at = part.indexOf("=");
    const name = decode(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? null : decode(part.slice(at + 1));
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

/** Writes a query string without `?`; empty where there is no parameter. */
export function formatQuery(query: ReadonlyMap<string, readonly (string | null)[]>): string {
  const parts: string[] = [];
  for (const [name, values] of query) {
    for (const value of values) {
      parts.push(
        value === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
      );
    }
  }
  return parts.join("&");
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
