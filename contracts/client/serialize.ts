import type { ParameterDefinition } from "./definition.ts";

/**
 * Writes a parameter's value by its style (OpenAPI 3.1, section 4.8.12.2), percent-encoded: for a path what stands instead
 * of its placeholder, for a query its `name=value` pairs, for a header its value.
 */
export function serializeParameter(parameter: ParameterDefinition, value: unknown): string {
  const { name, in: location, style, explode, json } = parameter;
  if (location === "header") return json ? JSON.stringify(value) : simple(value, explode, String);
  if (location === "path") {
    if (json) return encode(JSON.stringify(value));
    if (style === "label") return `.${simple(value, explode, encode, explode ? "." : ",")}`;
    if (style === "matrix") return matrix(name, value, explode);
    return simple(value, explode, encode);
  }
  if (json) return `${encode(name)}=${encode(JSON.stringify(value))}`;
  return query(parameter, value)
    .map(([key, text]) => `${encode(key)}=${text}`)
    .join("&");
}

function query({ name, style, explode }: ParameterDefinition, value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) {
    const items = value.map((item) => encode(textOf(item)));
    if (explode) return items.map((item) => [name, item]);
    const separator = style === "spaceDelimited" ? "%20" : style === "pipeDelimited" ? "%7C" : ",";
    return items.length === 0 ? [] : [[name, items.join(separator)]];
  }
  if (!isMembers(value)) return [[name, encode(textOf(value))]];
  const members = membersOf(value);
  if (style === "deepObject") return members.map(([key, text]) => [`${name}[${key}]`, encode(text)]);
  return explode ? members.map(([key, text]) => [key, encode(text)]) : [[name, simple(value, false, encode)]];
}

/** `style: simple` (RFC 6570, section 3.2.2): a list, or the names and values of an object. */
function simple(value: unknown, explode: boolean, write: (text: string) => string, separator = ","): string {
  if (Array.isArray(value)) return value.map((item) => write(textOf(item))).join(separator);
  if (!isMembers(value)) return write(textOf(value));
  const members = membersOf(value).map(([key, text]) => `${write(key)}${explode ? "=" : ","}${write(text)}`);
  return members.join(separator);
}

function matrix(name: string, value: unknown, explode: boolean): string {
  const pair = (key: string, text: string) => `;${encode(key)}=${text}`;
  if (Array.isArray(value) && explode) return value.map((item) => pair(name, encode(textOf(item)))).join("");
  if (isMembers(value) && explode)
    return membersOf(value)
      .map(([key, text]) => pair(key, encode(text)))
      .join("");
  return pair(name, simple(value, false, encode));
}

function isMembers(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is undefined is not there. */
function membersOf(value: object): (readonly [string, string])[] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [key, textOf(member)]);
}

function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** A lone surrogate cannot be written in UTF-8; U+FFFD stands in for it, as in a browser. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
