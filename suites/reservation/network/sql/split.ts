/** Whose rules of quotes and comments hold. */
export type Dialect = "postgres" | "mysql";

/** One statement of a text, as far as it tells what it does. */
export interface Statement {
  readonly text: string;
  /** Its bare words outside of quotes and comments, in capitals; `top`: outside of brackets. */
  readonly words: readonly Word[];
}

/** A word of a statement; `top`: it stands in no brackets. */
export interface Word {
  readonly word: string;
  readonly top: boolean;
  /** An opening bracket follows: what it names is called. */
  readonly called: boolean;
}

// Sticky: each is tried at one place. A quote that is not closed (the text was cut) goes on to the end.
const lineComment = { postgres: /--[^\n]*/y, mysql: /#[^\n]*|--(?=\s|$)[^\n]*/y };
const quoted = {
  postgres: /[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)/y,
  mysql: /'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)/y,
};
const dollarMark = /\$(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$/y;
const bareWord = /[A-Za-z_\x80-\uffff@][\w$\x80-\uffff@.]*/y;
const call = /\s*\(/y;

/** Splits a text at its semicolons, with what a server of the dialect takes for quotes, comments and bodies. */
export function splitStatements(text: string, dialect: Dialect): readonly Statement[] {
  const statements: Statement[] = [];
  let words: Word[] = [];
  let begin = 0;
  let depth = 0;
  const end = (at: number) => {
    if (words.length > 0) statements.push({ text: text.slice(begin, at).trim(), words });
    words = [];
    begin = at + 1;
    depth = 0;
  };
  for (let at = 0; at < text.length; ) {
    const skipped = lengthOfSkipped(text, at, dialect);
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const word = match(bareWord, text, at);
    if (word !== undefined) {
      at += word.length;
      words.push({ word: word.toUpperCase(), top: depth === 0, called: match(call, text, at) !== undefined });
      continue;
    }
    const character = text.charAt(at);
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === ";" && !isBody(words)) end(at);
    at += 1;
  }
  end(text.length);
  return statements;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** How much at this place is a comment or quoted; 0: nothing. */
function lengthOfSkipped(text: string, at: number, dialect: Dialect): number {
  switch (text.charAt(at)) {
    case "/":
      return text.charAt(at + 1) === "*" ? lengthOfComment(text, at, dialect) : 0;
    case "-":
    case "#":
      return match(lineComment[dialect], text, at)?.length ?? 0;
    case "$": {
      const mark = dialect === "postgres" ? match(dollarMark, text, at) : undefined;
      if (mark === undefined) return 0;
      const end = text.indexOf(mark, at + mark.length);
      return (end < 0 ? text.length : end + mark.length) - at;
    }
    case "'":
    case '"':
    case "`":
    case "e":
    case "E":
      return match(quoted[dialect], text, at)?.length ?? 0;
    default:
      return 0;
  }
}

const executedComment = /\/\*M?!\d*/y;
const commentEdge = /\/\*|\*\//g;

/** PostgreSQL's comments may be nested. What stands in MySQL's executed ones counts, so that only their opening is skipped. */
function lengthOfComment(text: string, at: number, dialect: Dialect): number {
  if (dialect === "mysql") {
    const opening = match(executedComment, text, at);
    if (opening !== undefined) return opening.length;
    const end = text.indexOf("*/", at + 2);
    return (end < 0 ? text.length : end + 2) - at;
  }
  let depth = 0;
  commentEdge.lastIndex = at;
  for (let edge = commentEdge.exec(text); edge !== null; edge = commentEdge.exec(text)) {
    depth += edge[0] === "/*" ? 1 : -1;
    if (depth === 0) return commentEdge.lastIndex - at;
  }
  return text.length - at;
}

const programs = new Set(["FUNCTION", "PROCEDURE", "TRIGGER", "EVENT", "PACKAGE"]);

/** True within the body of a stored program, where a semicolon ends no statement. */
function isBody(words: readonly Word[]): boolean {
  const [first, second] = words;
  if (first?.word === "BEGIN" && second?.word === "NOT") return true;
  return (
    first?.word === "CREATE" &&
    words.some(({ word }) => programs.has(word)) &&
    words.some(({ word }) => word === "BEGIN")
  );
}
