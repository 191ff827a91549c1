import { decodeBase64 } from "../base64.ts";
import { dateCheck } from "../datetime/check.ts";
import type { Matcher } from "../pact.ts";
import { compileExpression } from "./expression.ts";
import { looksLike } from "./magic.ts";
import { show, textOf, typeName } from "./show.ts";
import { statusProblem } from "./status-code.ts";

/** What a matcher looks at. */
export interface Subject {
  readonly expected: unknown;
  readonly actual: unknown;
  /**
   * `json`: a value with a type. `text`: a header, a parameter, a path or a body of text, where all is text and numbers
   * are read from it.
   */
  readonly form: "json" | "text";
  /** True where the text of the body wrote a whole number with decimals (`1.0`). */
  readonly isWrittenAsDecimal?: boolean;
}

/** What a matcher says of a value: undefined where it fits, else what was expected, to stand after "expected". */
type Judge = (matcher: Matcher, subject: Subject) => string | undefined;

/** Semantic Versioning 2.0.0, as its authors suggest to check it. */
const semanticVersion =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

const judges: Readonly<Record<string, Judge>> = {
  equality: (_matcher, { expected, actual }) => (expected === actual ? undefined : show(expected)),
  type: (_matcher, { expected, actual, form }) =>
    form === "text" || typeName(expected) === typeName(actual)
      ? undefined
      : `${typeName(expected)} as ${show(expected)} is`,
  regex: (matcher, { actual }) => regexProblem(String(matcher.regex), textOf(actual)),
  include: (matcher, { actual }) =>
    textOf(actual).includes(String(matcher.value)) ? undefined : `a text that includes ${show(matcher.value)}`,
  integer: (_matcher, subject) => (isInteger(subject) ? undefined : "a whole number"),
  decimal: (_matcher, subject) => (isDecimal(subject) ? undefined : "a number with decimal places"),
  number: (_matcher, subject) => (isNumber(subject) ? undefined : "a number"),
  boolean: (_matcher, { actual }) =>
    typeof actual === "boolean" || actual === "true" || actual === "false" ? undefined : "true or false",
  null: (_matcher, { actual }) => (actual === null ? undefined : "null"),
  notempty: (_matcher, { actual }) => (isEmpty(actual) ? "something that is not empty" : undefined),
  semver: (_matcher, { actual }) =>
    typeof actual === "string" && actual.length <= 256 && semanticVersion.test(actual)
      ? undefined
      : "a semantic version",
  contenttype: (matcher, { actual }) =>
    looksLike(bytesOf(actual), String(matcher.value)) ? undefined : `content of the type ${String(matcher.value)}`,
  statuscode: (matcher, { actual }) => statusProblem(matcher.status, Number(actual)),
  date: (matcher, { actual }) => dateProblem(matcher, "date", "yyyy-MM-dd", actual),
  time: (matcher, { actual }) => dateProblem(matcher, "time", "HH:mm:ss", actual),
  datetime: (matcher, { actual }) => dateProblem(matcher, "datetime", "yyyy-MM-dd'T'HH:mm:ssXXX", actual),
  timestamp: (matcher, { actual }) => dateProblem(matcher, "timestamp", "yyyy-MM-dd'T'HH:mm:ssXXX", actual),
};

/** The name under which a matcher is known, whichever of its spellings the file uses: `notEmpty`, `not-empty`. */
export function matcherName({ match }: Matcher): string {
  const known = names.get(match);
  if (known !== undefined) return known;
  const plain = match.toLowerCase().replaceAll(/[-_]/g, "");
  const name = synonyms[plain] ?? plain;
  names.set(match, name);
  return name;
}

/** Asked for at every leaf: each spelling is worked out once. */
const names = new Map<string, string>();

const synonyms: Readonly<Record<string, string>> = {
  min: "type",
  max: "type",
  mintype: "type",
  maxtype: "type",
  minmaxtype: "type",
  real: "decimal",
};

/**
 * Judges one value by one matcher; undefined where it fits, else one clause: what was expected, to stand after
 * "expected". Matchers of collections (`values`, `eachKey` …) say nothing of a single value. A matcher that is not known,
 * as those of plugins, fits nothing: nothing passes unseen.
 */
export function judge(matcher: Matcher, subject: Subject): string | undefined {
  const name = matcherName(matcher);
  if (collectionMatchers.has(name)) return undefined;
  const known = Object.hasOwn(judges, name) ? judges[name] : undefined;
  return known === undefined
    ? `what the matcher ${show(matcher.match)} asks for, which is not known here`
    : known(matcher, subject);
}

/** Matchers that speak of the keys or items of a collection, and do not cascade to what is below. */
export const collectionMatchers: ReadonlySet<string> = new Set(["values", "eachkey", "eachvalue", "arraycontains"]);

function regexProblem(source: string, text: string): string | undefined {
  const expression = compileExpression(source);
  const matches = expression.test(text);
  if (matches === undefined) return `a text that matches ${show(source)}, ${expression.problem}`;
  return matches ? undefined : `a text that matches the regular expression ${show(source)}`;
}

function isInteger({ actual, form, isWrittenAsDecimal }: Subject): boolean {
  if (form === "text") return /^-?\d+$/.test(textOf(actual));
  return typeof actual === "number" && Number.isInteger(actual) && isWrittenAsDecimal !== true;
}

function isDecimal({ actual, form, isWrittenAsDecimal }: Subject): boolean {
  // Among texts, as in headers, there are no types: a price of "1" is a decimal number as well.
  if (form === "text") return isNumeral(textOf(actual));
  return typeof actual === "number" && (!Number.isInteger(actual) || isWrittenAsDecimal === true);
}

function isNumber({ actual, form }: Subject): boolean {
  return form === "text" ? isNumeral(textOf(actual)) : typeof actual === "number";
}

function isNumeral(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text.trim());
}

function isEmpty(actual: unknown): boolean {
  if (actual === null || actual === undefined || actual === "") return true;
  return typeof actual === "object" && Object.keys(actual).length === 0;
}

/** The bytes that a value stands for: those of a text in base64, else those of its text. */
function bytesOf(actual: unknown): Uint8Array {
  if (actual instanceof Uint8Array) return actual;
  const text = textOf(actual);
  return decodeBase64(text) ?? new TextEncoder().encode(text);
}

function dateProblem(matcher: Matcher, name: string, usual: string, actual: unknown): string | undefined {
  const said = matcher.format ?? matcher[name];
  const format = typeof said === "string" && said !== "" ? said : usual;
  const check = dateCheck(format);
  if (check === undefined)
    return `a ${name} in the format ${show(format)}, which is no format of Java's DateTimeFormatter`;
  return check(textOf(actual)) ? undefined : `a ${name} in the format ${show(format)}`;
}
