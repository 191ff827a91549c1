import type { Parameter } from "../../model/contract.ts";

/** A parameter as it is written on the wire, percent-decoded. */
export interface WrittenParameter {
  /** Each time that it stands there; one for a path or a header. */
  readonly texts: readonly string[];
  /** Its members, where the style spreads an object over several names (`deepObject`, `form` exploded). */
  readonly members?: Readonly<Record<string, string>>;
}

/**
 * Every value that a written parameter may stand for by its style (OpenAPI 3.1 §4.8.12.2), the likeliest first. The text
 * alone does not say whether `7` is a number or a text, nor whether `a,b` is a list: the schema does.
 */
export function readingsOf(parameter: Parameter, written: WrittenParameter): readonly unknown[] {
  const { texts, members } = written;
  const [text = ""] = texts;
  if (parameter.mediaType !== undefined) return parameter.mediaType.includes("json") ? jsonReadings(text) : [text];
  const items = itemsOf(parameter, texts);
  const object = members ?? objectOf(parameter, items);
  const single = parameter.in === "path" ? withoutPrefix(parameter, text) : text;
  return [
    ...(texts.length === 1 ? [single, scalar(single)] : []),
    ...(members === undefined ? [items, items.map(scalar)] : []),
    ...(object === undefined ? [] : [object, mapMembers(object)]),
  ];
}

/** What a text stands for where JSON has a word for it: a number, a boolean, null; else the text. */
export function scalar(text: string): unknown {
  return /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/.test(text) ? JSON.parse(text) : text;
}

function jsonReadings(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [text];
  }
}

function itemsOf(parameter: Parameter, texts: readonly string[]): readonly string[] {
  const { style, explode } = parameter;
  const [text = ""] = texts;
  if (style === "form" && explode) return texts;
  if (style === "label" || style === "matrix") {
    const separator = explode ? (style === "label" ? "." : ";") : ",";
    const body = withoutPrefix(parameter, text);
    const parts = body.split(separator);
    return style === "matrix" && explode ? parts.map((part) => part.replace(`${parameter.name}=`, "")) : parts;
  }
  const separator = style === "spaceDelimited" ? " " : style === "pipeDelimited" ? "|" : ",";
  return texts.flatMap((one) => one.split(separator)).map((part) => (parameter.in === "header" ? part.trim() : part));
}

/** The members that a list of texts spells: `name=value` each when exploded, else names and values in turn. */
function objectOf({ explode, style }: Parameter, items: readonly string[]): Record<string, string> | undefined {
  if (explode && style !== "form") {
    const pairs = items.map((item) => item.split(/=(.*)/s, 2));
    return pairs.every(({ length }) => length === 2) ? Object.fromEntries(pairs) : undefined;
  }
  if (items.length % 2 !== 0) return undefined;
  return Object.fromEntries(items.flatMap((name, index) => (index % 2 === 0 ? [[name, items[index + 1] ?? ""]] : [])));
}

/** A path value without what its style puts in front: `.5` and `;id=5` are 5. */
function withoutPrefix({ style, name }: Parameter, text: string): string {
  if (style === "label") return text.replace(/^\./, "");
  if (style !== "matrix") return text;
  const body = text.replace(/^;/, "");
  return body.startsWith(`${name}=`) ? body.slice(name.length + 1) : body;
}

function mapMembers(object: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, text]) => [name, scalar(text)]));
}
