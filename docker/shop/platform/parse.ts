import { Problem } from "./problem.ts";

/** Arrays and objects inside each other, at the most. */
export const maximumDepth = 32;

/**
 * Parses I-JSON (RFC 7493) strictly: UTF-8, no name twice in one object, no lone surrogates, no number that a double
 * cannot hold, bounded depth. Throws `Problem` 400 `malformed-json`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    // ignoreBOM keeps the mark in the text, where RFC 8259 section 8.1 does not allow it.
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw malformed("The body is not JSON in UTF-8.");
  }
  inspect(text);
  return value;
}

/** In valid JSON these tokens are all that is needed to follow its structure. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]|-?\d[-+.eE\d]*/g;

/** Finds what `JSON.parse` lets pass; `text` is known to be valid JSON. */
function inspect(text: string): void {
  /** The names met so far in each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  let lastString = "";
  for (const [token] of text.matchAll(tokens)) {
    if (token === "{" || token === "[") {
      if (open.push(token === "{" ? new Set() : null) > maximumDepth) throw malformed("The body is nested too deeply.");
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (token === ":") {
      const names = open.at(-1);
      if (names?.has(lastString)) throw malformed("A name stands twice in one object.");
      names?.add(lastString);
    } else if (token.startsWith('"')) {
      lastString = JSON.parse(token);
      if (!lastString.isWellFormed()) throw malformed("A string holds half of a surrogate pair.");
    } else if (!Number.isFinite(Number(token))) {
      throw malformed("A number is too large.");
    }
  }
}

function malformed(detail: string): Problem {
  return new Problem(400, "malformed-json", detail);
}
