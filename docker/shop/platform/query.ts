import { Problem } from "./problem.ts";

/** The request target split at the question mark. */
export function splitTarget(target: string): { readonly pathname: string; readonly search: string } {
  const mark = target.indexOf("?");
  return mark < 0
    ? { pathname: target, search: "" }
    : { pathname: target.slice(0, mark), search: target.slice(mark + 1) };
}

/** Reads `application/x-www-form-urlencoded` pairs strictly: `Problem` 400 for what is not percent-encoded UTF-8. */
export function readQuery(search: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const pair of search.split("&").filter((text) => text !== "")) {
    const [name = "", value = ""] = splitOnce(pair).map(decode);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function splitOnce(pair: string): readonly string[] {
  const equals = pair.indexOf("=");
  return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new Problem(400, "validation-failed", "The query is not percent-encoded UTF-8.");
  }
}
