import { compilePattern, type Pattern, PatternTimeout } from "../../schema/pattern.ts";

/** A regular expression of a pact, ready to be used. */
export interface Expression {
  /** Undefined where the expression cannot be read or takes too long; `problem` then says so. */
  test(text: string): boolean | undefined;
  readonly problem: string;
}

const expressions = new Map<string, Expression>();

/**
 * Compiles a regular expression that a Ruby, Java or Rust library of Pact wrote: anchors (`\A`, `\z`, `\Z`), flags at the
 * beginning (`(?i)`), POSIX classes, possessive quantifiers and atomic groups are put as ECMAScript says them. It describes
 * the whole text, as in Pact's own libraries. Expressions that could run without end are watched and bounded.
 */
export function compileExpression(source: string): Expression {
  let expression = expressions.get(source);
  if (expression === undefined) {
    expression = toExpression(source);
    expressions.set(source, expression);
  }
  return expression;
}

function toExpression(source: string): Expression {
  const pattern = compilePattern(wholePattern(source));
  if (pattern.expression === undefined) {
    return { test: () => undefined, problem: "which is no regular expression that can be read here" };
  }
  return { test: (text) => testBounded(pattern, text), problem: "which takes too long on this text" };
}

/** An expression of a pact as ECMAScript says it; it describes the whole text. */
export function wholePattern(source: string): string {
  return `^(?:${translate(source)})$`;
}

function testBounded(pattern: Pattern, text: string): boolean | undefined {
  try {
    return pattern.test(text);
  } catch (error) {
    if (error instanceof PatternTimeout) return undefined;
    throw error;
  }
}

/** POSIX classes, for within brackets; Java has the same under `\\p{Alpha}`. */
const posix: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  blank: " \\t",
  digit: "0-9",
  lower: "a-z",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\s",
  upper: "A-Z",
  word: "\\w",
  xdigit: "A-Fa-f0-9",
};

/** What stands for one thing in other dialects; the classes among them lose their brackets within a class. */
const escapes: Readonly<Record<string, string>> = {
  "\\A": "^",
  "\\z": "$",
  "\\Z": "(?=\\n?$)",
  "\\h": "[0-9a-fA-F]",
  "\\H": "[^0-9a-fA-F]",
  "\\R": "(?:\\r\\n|[\\n\\r])",
  "\\a": "\\x07",
  "\\e": "\\x1b",
};

const tokens =
  /\\p\{(\w+)\}|\\[\s\S]|\[:(\w+):\]|\[\^?\]?|\]|\(\?>|\(\?P<|\(\?<?[:=!<a-zA-Z]|([*+?}])\+|[A-Za-z]-[A-Za-z]|[\s\S]/g;

/** Puts an expression of Ruby, Java or Rust as ECMAScript says it, in one pass; what is the same goes through as it is. */
export function translate(source: string): string {
  const flags = /^\(\?([a-z]+)\)/.exec(source);
  const has = (flag: string) => flags?.[1]?.includes(flag) === true;
  const quoted = source
    .slice(flags?.[0].length ?? 0)
    .replaceAll(/\\Q([\s\S]*?)(?:\\E|$)/g, (_all, text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  let inClass = false;
  return quoted.replaceAll(tokens, (token, property?: string, name?: string, quantifier?: string) => {
    const classes = posix[(property ?? name ?? "").toLowerCase()];
    if (property !== undefined && classes !== undefined) return inClass ? classes : `[${classes}]`;
    if (token[0] === "\\") {
      const said = escapes[token] ?? token;
      return inClass && said.startsWith("[") && !said.startsWith("[^") ? said.slice(1, -1) : said;
    }
    if (inClass) {
      if (name !== undefined && classes !== undefined) return classes;
      if (token === "]") inClass = false;
      // A bracket within a class stands for itself.
      if (token.startsWith("[")) return token.replaceAll(/[[\]]/g, "\\$&");
      return has("i") ? bothCases(token) : token;
    }
    if (token.startsWith("[") && name === undefined) {
      inClass = true;
      return token.endsWith("]") ? `${token.slice(0, -1)}\\]` : token;
    }
    if (token === "(?>") return "(?:";
    if (token === "(?P<") return "(?<";
    if (quantifier !== undefined) return quantifier;
    if (has("s") && token === ".") return "[\\s\\S]";
    if (has("m") && token === "^") return "(?:^|(?<=\\n))";
    if (has("m") && token === "$") return "(?=\\n|$)";
    if (has("x") && /^\s$/.test(token)) return "";
    if (!has("i") || token.startsWith("(")) return token;
    return token.replaceAll(/[A-Za-z]/g, (letter) => `[${bothCases(letter)}]`);
  });
}

/** `a` as `aA`, `a-f` as `a-fA-F`; what is no letter as it is. */
function bothCases(text: string): string {
  if (!/^[A-Za-z](?:-[A-Za-z])?$/.test(text)) return text;
  const lower = text.toLowerCase();
  return `${lower}${lower.toUpperCase()}`;
}
