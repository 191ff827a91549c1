import type { Operation, Parameter } from "./contract.ts";

/** The path of an operation with its parameters filled in, percent-encoded, and the query behind it. */
export function serializeTarget(
  operation: Pick<Operation, "path" | "parameters">,
  path: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): string {
  const filled = operation.path.replaceAll(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    const value = path[name];
    return value === undefined ? placeholder : plain(value).map(encodeSegment).join(",");
  });
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const parameter = operation.parameters.find((one) => one.in === "query" && one.name === name);
    return serializeQuery(name, value, parameter);
  });
  return pairs.length === 0 ? filled : `${filled}?${pairs.join("&")}`;
}

/** A header or cookie value; lists are separated by commas (`style: simple`). */
export function serializeSimple(value: unknown): string {
  return plain(value).join(",");
}

/**
 * The `name=value` pairs of a query parameter, percent-encoded: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`
 * (OpenAPI 3.1 §4.8.12.2), exploded or not; of one that is not declared, as the default has it.
 */
export function serializeQuery(name: string, value: unknown, parameter?: Parameter): readonly string[] {
  return queryPairs(name, value, parameter).map(([key, text]) => `${encode(key)}=${text}`);
}

function queryPairs(name: string, value: unknown, parameter: Parameter | undefined): readonly [string, string][] {
  if (parameter?.mediaType !== undefined) return [[name, encode(JSON.stringify(value))]];
  const { style, explode } = parameter ?? { style: "form", explode: true };
  if (Array.isArray(value)) {
    const items = value.map((item) => encode(text(item)));
    if (explode) return items.map((item) => [name, item]);
    return [[name, items.join(style === "spaceDelimited" ? "%20" : style === "pipeDelimited" ? "%7C" : ",")]];
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, member]): [string, string] => [key, encode(text(member))]);
    if (style === "deepObject") return members.map(([key, member]) => [`${name}[${key}]`, member]);
    return explode ? members : [[name, members.map(([key, member]) => `${encode(key)},${member}`).join(",")]];
  }
  return [[name, encode(text(value))]];
}

function plain(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(text);
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, one]) => [key, text(one)])
    : [text(value)];
}

function text(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** A lone surrogate cannot be written in UTF-8; U+FFFD stands in for it, as in a browser. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

/** `.` and `..` would be taken as steps in the path, encoded or not (RFC 3986 §5.2.4), so they cannot be sent as they are. */
function encodeSegment(value: string): string {
  return /^\.{1,2}$/.test(value) ? value.replaceAll(".", "%252E") : encode(value);
}
