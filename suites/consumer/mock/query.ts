/** The request target split at the question mark; a fragment, which no client should send, is cut off. */
export function splitTarget(target: string): { readonly path: string; readonly search: string } {
  const hash = target.indexOf("#");
  const clean = hash < 0 ? target : target.slice(0, hash);
  const mark = clean.indexOf("?");
  return mark < 0 ? { path: clean, search: "" } : { path: clean.slice(0, mark), search: clean.slice(mark + 1) };
}

/** Query pairs, decoded (`+` is a blank), by name in their order; undefined for what is not percent-encoded UTF-8. */
export function readQuery(search: string): ReadonlyMap<string, readonly string[]> | undefined {
  const values = new Map<string, string[]>();
  if (search === "") return values;
  for (const pair of search.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    try {
      const name = decode(equals < 0 ? pair : pair.slice(0, equals));
      const value = equals < 0 ? "" : decode(pair.slice(equals + 1));
      const known = values.get(name);
      if (known === undefined) values.set(name, [value]);
      else known.push(value);
    } catch {
      return undefined;
    }
  }
  return values;
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
