import type { Parameter } from "../../../model/contract.ts";

/** The values of parameters by place and name: `query limit`, `header X-Trace`. */
export type ParameterValues = ReadonlyMap<string, unknown>;

/** The name of a parameter among `ParameterValues`. */
export function keyOf({ in: place, name }: Pick<Parameter, "in" | "name">): string {
  return `${place} ${name}`;
}

/** The path with its parameters filled in, percent-encoded, and the query behind it. */
export function targetOf(path: string, parameters: readonly Parameter[], values: ParameterValues): string {
  const filled = path.replaceAll(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    const key = keyOf({ in: "path", name });
    return values.has(key) ? simpleText(values.get(key), encodeURIComponent) : placeholder;
  });
  const pairs = parameters
    .filter((parameter) => parameter.in === "query" && values.has(keyOf(parameter)))
    .flatMap((parameter) => queryPairs(parameter, values.get(keyOf(parameter))));
  return pairs.length === 0 ? filled : `${filled}?${pairs.join("&")}`;
}

/** Style `simple` (OpenAPI 3.1 §4.8.12.3), as paths and headers have it. */
export function simpleText(value: unknown, encode: (text: string) => string = (text) => text): string {
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item))).join(",");
  if (typeof value !== "object" || value === null) return encode(textOf(value).toWellFormed());
  return Object.entries(value)
    .flatMap(([name, member]) => [encode(name), encode(textOf(member))])
    .join(",");
}

/** One query parameter as it is written: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`, exploded or not. */
export function queryPairs({ name, style, explode, mediaType }: Parameter, value: unknown): readonly string[] {
  const pair = (key: string, text: string) => `${encode(key)}=${text}`;
  if (mediaType !== undefined) return [pair(name, encode(JSON.stringify(value)))];
  if (Array.isArray(value)) {
    const items = value.map((item) => encode(textOf(item)));
    if (explode) return items.map((item) => pair(name, item));
    const separator = style === "spaceDelimited" ? "%20" : style === "pipeDelimited" ? "%7C" : ",";
    return [pair(name, items.join(separator))];
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, member]) => [key, encode(textOf(member))] as const);
    if (style === "deepObject") return members.map(([key, text]) => pair(`${name}[${key}]`, text));
    if (explode) return members.map(([key, text]) => pair(key, text));
    return [pair(name, members.map(([key, text]) => `${encode(key)},${text}`).join(","))];
  }
  return [pair(name, encode(textOf(value)))];
}

function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** A lone surrogate cannot be written in UTF-8; U+FFFD stands in for it. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
