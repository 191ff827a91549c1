/** A union that is longer gets one line for each member. */
const lineLength = 80;

/** An exported declaration: an interface for an object, else a type alias. */
export function declaration(name: string, type: string, description?: string): string {
  // Only the closing brace of the whole stands at the start of a line.
  const isPlainObject = type.startsWith("{\n") && type.indexOf("\n}") === type.length - 2;
  return `${comment(description, "")}export ${isPlainObject ? `interface ${name} ${type}` : `type ${name} =${spaced(type)};`}\n`;
}

/** A documentation comment; nothing in it can end it. */
export function comment(text: string | undefined, indent: string): string {
  const lines = (text ?? "")
    .replaceAll("*/", "*\\/")
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

/** A type behind a colon or an equals sign: one that begins on the next line needs no space. */
export function spaced(type: string): string {
  return type.startsWith("\n") ? type : ` ${type}`;
}

/** Alternatives in one line where they fit, else each on its own. */
export function union(types: readonly string[], indent: string): string {
  // A list of alternatives within another one needs parentheses.
  const distinct = [...new Set(types)].map((each, _, all) =>
    each.startsWith("\n") && all.length > 1 ? `(${each})` : each,
  );
  if (distinct.length === 0) return "never";
  if (distinct.includes("unknown")) return "unknown";
  const line = distinct.join(" | ");
  if (distinct.length === 1 || (!line.includes("\n") && line.length < lineLength)) return line;
  return distinct.map((each) => `\n${indent}  | ${each}`).join("");
}

/** A value as source in one line. */
export function inOneLine(value: unknown): string {
  // Line ends within strings are escaped, so these are all between tokens.
  return JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, " ");
}

/** A text for a comment of one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, " ");
}
