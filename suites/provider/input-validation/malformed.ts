import { type Input, rawInput } from "./input.ts";
import { replaceString } from "./strings.ts";

/** Stands for a place in a text that is put together from JSON. */
const mark = "tercet-mark";

/** Texts that are no JSON (RFC 8259 §2 to §7), made from a valid one; each is tried to be parsed before it is used. */
export function malformedTexts(valid: unknown): Input[] {
  const json = JSON.stringify(valid);
  const inString = markedString(valid);
  const candidates: [string, string | undefined][] = [
    ["a text that ends too early", json.slice(0, -1)],
    ["a comma after the last member", json.replace(/([^{[])([}\]])$/, "$1,$2")],
    ["single instead of double quotes", json.replaceAll('"', "'")],
    ["a comment", `/* comment */${json}`],
    ["a name without quotes", json.replace(/"(\w+)":/, "$1:")],
    ["NaN for a number", json.replace(/:-?\d[\d.e+-]*/i, ":NaN")],
    ["a number with a leading zero", json.replace(/:(\d)/, ":0$1")],
    ["a hexadecimal number", json.replace(/:\d+/, ":0x1F")],
    ["a second value behind the first", `${json}${json}`],
    ["a bracket too many", `${json}}`],
    ["a bare word", "hello"],
    ["a line feed within a text", inString?.replace(mark, "\n")],
    ["an unknown escape", inString?.replace(mark, "\\x41")],
    ["an escape that ends too early", inString?.replace(mark, "\\u00")],
  ];
  return candidates
    .filter((candidate): candidate is [string, string] => candidate[1] !== undefined && !isJson(candidate[1]))
    .map(([description, text]) => rawInput("malformed-json", description, text));
}

/** Bodies that are not what the standards ask for in bytes: UTF-8 (RFC 8259 §8.1), without a byte order mark. */
export function wrongEncodings(valid: unknown): Input[] {
  const text = markedString(valid) ?? `"${mark}"`;
  const sequences: [string, readonly number[]][] = [
    ["a byte that never stands in UTF-8", [0xff]],
    ["an overlong form of a slash", [0xc0, 0xaf]],
    ["half of a surrogate pair, encoded", [0xed, 0xa0, 0x80]],
    ["a character that ends too early", [0xe2, 0x82]],
  ];
  const invalid = sequences.map(([description, bytes]) =>
    rawInput("invalid-utf8", `${description} in a text`, spliced(text, bytes)),
  );
  const utf16 = rawInput("invalid-utf8", "UTF-16 instead of UTF-8", Buffer.from(JSON.stringify(valid), "utf16le"));
  // A parser may ignore a byte order mark, and may treat it as an error (RFC 8259 §8.1).
  const marked = rawInput("malformed-json", "a byte order mark", `\ufeff${JSON.stringify(valid)}`, "survived");
  return [...invalid, utf16, marked];
}

/** Objects with a name twice (RFC 8259 §4, RFC 7493 §2.3): as it is, escaped, and with another value first. */
export function duplicateNames(valid: unknown): Input[] {
  const json = JSON.stringify(valid);
  const [first] = typeof valid === "object" && valid !== null && !Array.isArray(valid) ? Object.entries(valid) : [];
  if (first === undefined) return [];
  const [name, value] = first;
  const member = (key: string, content: unknown) => `{${key}:${JSON.stringify(content)},${json.slice(1)}`;
  const escaped = `"${[...name].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`;
  const candidates: [string, string][] = [
    ["a name twice, with the same value", member(JSON.stringify(name), value)],
    ["a name twice, with different values", member(JSON.stringify(name), null)],
    ["a name twice, once written with escapes", member(escaped, value)],
  ];
  const nested = json.slice(1).replace(/\{("(?:[^"\\]|\\.)*"):/, "{$1:null,$1:");
  if (nested !== json.slice(1)) candidates.push(["a name twice in an object within", `${json[0]}${nested}`]);
  return candidates
    .filter(([, text]) => isJson(text))
    .map(([description, text]) => rawInput("duplicate-keys", description, text));
}

/** The JSON text with a mark in its first string; undefined where it has none. */
function markedString(valid: unknown): string | undefined {
  const marked = replaceString(valid, (text) => text + mark);
  return marked === undefined ? undefined : JSON.stringify(marked);
}

function spliced(text: string, bytes: readonly number[]): Uint8Array {
  const [before = "", after = ""] = text.split(mark);
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
