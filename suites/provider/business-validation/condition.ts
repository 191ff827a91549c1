/** Looks up a runtime expression (`$response.body#/total`); undefined where it finds nothing. */
export type Lookup = (expression: string) => unknown;

/** A condition that is not written by the grammar; the message says where and what was expected. */
export class ConditionError extends Error {
  override readonly name = "ConditionError";
}

/** A parsed condition, ready to be judged any number of times. */
export type Condition = (lookup: Lookup) => boolean;

type Value = (lookup: Lookup) => unknown;
type Token = { readonly kind: "operator" | "expression" | "literal"; readonly text: string; readonly value?: unknown };

/**
 * Parses a criterion of type `simple`, Arazzo 1.0.1 §4.6.11 (literals, comparison, `!`, `&&`, `||`, parentheses).
 * Strings stand in single quotes, a quote in a string is doubled, and strings are compared without regard to case, as the
 * specification demands. Throws `ConditionError`.
 */
export function parseCondition(text: string): Condition {
  const tokens = tokenize(text);
  let position = 0;
  const peek = () => tokens[position]?.text;
  const take = (...operators: readonly string[]) => {
    const token = tokens[position];
    if (token?.kind !== "operator" || !operators.includes(token.text)) return undefined;
    position++;
    return token.text;
  };

  function alternatives(): Value {
    let left = conjunction();
    while (take("||")) {
      const [first, second] = [left, conjunction()];
      left = (lookup) => truth(first(lookup)) || truth(second(lookup));
    }
    return left;
  }
  function conjunction(): Value {
    let left = comparison();
    while (take("&&")) {
      const [first, second] = [left, comparison()];
      left = (lookup) => truth(first(lookup)) && truth(second(lookup));
    }
    return left;
  }
  function comparison(): Value {
    const left = operand();
    const operator = take("==", "!=", "<=", ">=", "<", ">");
    if (operator === undefined) return left;
    const right = operand();
    return (lookup) => compare(operator, left(lookup), right(lookup));
  }
  function operand(): Value {
    if (take("!")) {
      const negated = operand();
      return (lookup) => !truth(negated(lookup));
    }
    if (take("(")) {
      const inner = alternatives();
      if (!take(")")) throw new ConditionError(`")" is missing in: ${text}`);
      return inner;
    }
    const token = tokens[position];
    if (token === undefined || token.kind === "operator") {
      throw new ConditionError(
        `A value is expected ${token === undefined ? "at the end" : `before "${token.text}"`} of: ${text}`,
      );
    }
    position++;
    return token.kind === "literal" ? () => token.value : (lookup) => lookup(token.text);
  }

  const value = alternatives();
  if (position < tokens.length) throw new ConditionError(`"${peek()}" is not expected in: ${text}`);
  return (lookup) => truth(value(lookup));
}

/** One token at the start of the rest; the groups are operator, runtime expression, string, number, word. */
const pattern =
  /\s*(?:(\|\||&&|[=!<>]=|[!<>()])|(\$[^\s()=!<>&|]+)|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(\w+))/y;
const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex;
    const [matched, operator, expression, string, number, word] = pattern.exec(text) ?? [];
    if (matched === undefined || (word !== undefined && !Object.hasOwn(words, word))) {
      throw new ConditionError(`"${text.slice(start).trim()}" cannot be read in: ${text}`);
    }
    if (operator !== undefined) tokens.push({ kind: "operator", text: operator });
    else if (expression !== undefined) tokens.push({ kind: "expression", text: expression });
    else if (string !== undefined) tokens.push({ kind: "literal", text: matched, value: string.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: "literal", text: matched, value: Number(number) });
    else tokens.push({ kind: "literal", text: matched, value: words[word as string] });
  }
  return tokens;
}

function truth(value: unknown): boolean {
  return value === true;
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  if (operator === "==") return equal(left, right);
  if (operator === "!=") return !equal(left, right);
  const [first, second] = [ordered(left), ordered(right)];
  // An order between different kinds has no meaning; what has no meaning does not hold.
  if (first === undefined || second === undefined || typeof first !== typeof second) return false;
  if (operator === "<") return first < second;
  if (operator === "<=") return first <= second;
  return operator === ">" ? first > second : first >= second;
}

function equal(left: unknown, right: unknown): boolean {
  if (typeof left === "string" && typeof right === "string") return left.toLowerCase() === right.toLowerCase();
  // Headers and parameters are text; a rule compares them with numbers and booleans as it would a body's.
  if (typeof left === "string" && (typeof right === "number" || typeof right === "boolean"))
    return left === String(right);
  if (typeof right === "string" && (typeof left === "number" || typeof left === "boolean"))
    return right === String(left);
  return canonical(left) === canonical(right);
}

/** Objects are equal whatever the order of their names; an absent value equals nothing but another absent one. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([first], [second]) => (first < second ? -1 : 1)))
      : part,
  );
}

function ordered(value: unknown): number | string | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" ? value.toLowerCase() : undefined;
}
