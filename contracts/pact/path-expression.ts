/**
 * One step of a path expression: a member's name, an index, `*` (any member or item) or `[*]` (any item).
 */
export type PathToken =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "any" }
  | { readonly kind: "any-item" };

/**
 * Reads a path expression as Pact writes them, a small part of JSONPath: `$.items[*].id`, `$['first name']`, `$.*`
 * (Pact specification V3, "Matcher path expressions"). A missing `$` is added, as old files leave it out. Gives the steps
 * after the root; undefined where the text is no such expression.
 */
export function parsePathExpression(text: string): readonly PathToken[] | undefined {
  const rest = text.startsWith("$") ? text.slice(1) : text === "" || text.startsWith("[") ? text : `.${text}`;
  const tokens: PathToken[] = [];
  const step = /\.(?:(\*)|([^.[\]]+))|\[(?:(\*)|(\d+)|'((?:[^'\\]|\\.)+)'|"((?:[^"\\]|\\.)+)")\]/y;
  while (step.lastIndex < rest.length) {
    const match = step.exec(rest);
    if (match === null) return undefined;
    const [, any, name, anyItem, index, single, double] = match;
    if (any !== undefined) tokens.push({ kind: "any" });
    else if (anyItem !== undefined) tokens.push({ kind: "any-item" });
    else if (index !== undefined) tokens.push({ kind: "index", index: Number(index) });
    else tokens.push({ kind: "name", name: name ?? unescaped(single ?? double ?? "") });
  }
  return tokens;
}

/** Writes a path expression; names that are no identifiers stand in brackets. `["items", 0, "id"]` is `$.items[0].id`. */
export function pathExpression(segments: readonly (string | number)[]): string {
  return `$${segments.map((segment) => formatToken(tokenOf(segment))).join("")}`;
}

/** Writes the steps of a path expression, without the root. */
export function formatTokens(tokens: readonly PathToken[]): string {
  return tokens.map(formatToken).join("");
}

function tokenOf(segment: string | number): PathToken {
  return typeof segment === "number" ? { kind: "index", index: segment } : { kind: "name", name: segment };
}

function formatToken(token: PathToken): string {
  if (token.kind === "any") return ".*";
  if (token.kind === "any-item") return "[*]";
  if (token.kind === "index") return `[${token.index}]`;
  if (/^[A-Za-z_][\w-]*$/.test(token.name)) return `.${token.name}`;
  return `['${token.name.replaceAll(/[\\']/g, "\\$&")}']`;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1");
}
