import { TercetError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import { dateCheck } from "../datetime/check.ts";
import { formatDate } from "../datetime/format.ts";
import { compileExpression } from "../match/expression.ts";
import type { Matcher } from "../pact.ts";
import { type Flexible, flexible, isFlexible, type Template } from "./template.ts";

/** Examples of dates are the same in every run. */
const exampleMoment = new Date(Date.UTC(2016, 10, 3, 12, 30, 15));

/** A value like the example: of its type, and so is all that it holds. */
export function like(example: Template): Flexible {
  return value(example, { match: "type" });
}

/** A list of at least `minimum` items like the example; it stands there so often. */
export function eachLike(example: Template, minimum = 1): Flexible {
  return atLeastLike(example, minimum);
}

/** A list of at least so many items; the example stands there `count` times (default: as often as needed). */
export function atLeastLike(example: Template, minimum: number, count = Math.max(minimum, 1)): Flexible {
  return list(example, count, { match: "type", min: minimum });
}

/** A list of at most so many items. */
export function atMostLike(example: Template, maximum: number, count = 1): Flexible {
  return list(example, count, { match: "type", max: maximum });
}

/** A list of `minimum` to `maximum` items. */
export function constrainedArrayLike(
  example: Template,
  minimum: number,
  maximum: number,
  count = Math.max(minimum, 1),
): Flexible {
  return list(example, count, { match: "type", min: minimum, max: maximum });
}

/** Exactly this value, also within a `like`. */
export function equal(example: Template): Flexible {
  return value(example, { match: "equality" });
}

/**
 * A text that the expression describes as a whole, as the example. Throws `TercetError` where it does not: stock Pact would
 * refuse the example too.
 */
export function regex(expression: RegExp | string, example: string): Flexible {
  const source = typeof expression === "string" ? expression : withFlags(expression);
  requireFit(compileExpression(source).test(example) === true, example, `match /${source}/`);
  return value(example, { match: "regex", regex: source });
}

/** A whole number. */
export function integer(example = 1): Flexible {
  requireFit(Number.isInteger(example), example, "be a whole number");
  return value(example, { match: "integer" });
}

/** A number with decimal places. */
export function decimal(example = 1.5): Flexible {
  requireFit(!Number.isInteger(example), example, "have decimal places");
  return value(example, { match: "decimal" });
}

/** Any number. */
export function number(example = 1): Flexible {
  return value(example, { match: "number" });
}

/** True or false. */
export function boolean(example = true): Flexible {
  return value(example, { match: "type" });
}

/** Any text. */
export function string(example = "text"): Flexible {
  return value(example, { match: "type" });
}

/** A UUID, in hexadecimal with hyphens (RFC 9562). */
export function uuid(example = "e2490de5-5bd3-43d5-b7c4-526e33f71304"): Flexible {
  return regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", example);
}

/** A date in a Java format. Throws `TercetError` where the example is none. */
export function date(format = "yyyy-MM-dd", example?: string): Flexible {
  return moment("date", format, example);
}

/** A time in a Java format. */
export function time(format = "HH:mm:ss", example?: string): Flexible {
  return moment("time", format, example);
}

/** A date with a time in a Java format. */
export function datetime(format = "yyyy-MM-dd'T'HH:mm:ssXXX", example?: string): Flexible {
  return moment("datetime", format, example);
}

/** A text that includes another one. */
export function includes(text: string, example = text): Flexible {
  requireFit(example.includes(text), example, `include "${text}"`);
  return value(example, { match: "include", value: text });
}

/** Always null. */
export function nullValue(): Flexible {
  return value(null, { match: "null" });
}

/** Anything that is not empty, null or missing. */
export function notEmpty(example: Template): Flexible {
  return value(example, { match: "type" }, { match: "notEmpty" });
}

/** A semantic version. */
export function semver(example = "1.0.0"): Flexible {
  return value(example, { match: "semver" });
}

/** An object whose keys all match, whatever they are; the values are those of the example where keys are the same. */
export function eachKeyMatches(example: { readonly [name: string]: Template }, key: Flexible): Flexible {
  return value(example, { match: "eachKey", rules: matchersOf(key) });
}

/** An object or list whose values all match, whatever its keys. */
export function eachValueMatches(example: Template, each: Flexible): Flexible {
  return value(example, { match: "eachValue", rules: matchersOf(each) });
}

/** A list in which each of these is found, in any order and among others. */
export function arrayContaining(...variants: readonly Template[]): Flexible {
  return flexible({ kind: "variants", variants });
}

/** A value that a provider state gives when the interaction is verified: `id`, `${id}` or `/users/${id}`. */
export function fromProviderState(expression: string, example: Template): Flexible {
  return flexible({
    kind: "value",
    example,
    matchers: [{ match: "type" }],
    generator: { type: "ProviderState", expression },
  });
}

/** A member that may be missing. Both ways must be met by some test of the consumer. */
export function optional(of: Template): Flexible {
  return flexible({ kind: "optional", of });
}

/** A value or null. Both must be met by some test of the consumer. */
export function nullable(of: Template): Flexible {
  return flexible({ kind: "nullable", of });
}

/** One of several alternatives, the first that fits. Each must be met by some test of the consumer. */
export function either(...alternatives: readonly [Template, Template, ...Template[]]): Flexible {
  return flexible({ kind: "either", alternatives });
}

/** A list (`eachLike` …) or an empty one. Both must be met by some test of the consumer. */
export function possiblyEmpty(of: Flexible): Flexible {
  if (of.kind !== "list") throw new TercetError("contract", "possiblyEmpty() needs a list: give it eachLike(…).");
  // The list of this branch has items: an empty one is the other branch.
  const min = Math.max(Number(of.matcher.min ?? 1), 1);
  return flexible({
    kind: "possibly-empty",
    of: { ...of, matcher: { ...of.matcher, min }, count: Math.max(of.count, 1) },
  });
}

function value(example: Template, ...matchers: readonly Matcher[]): Flexible {
  return flexible({ kind: "value", example, matchers });
}

function list(item: Template, count: number, matcher: Matcher): Flexible {
  const { min = 0, max = Number.POSITIVE_INFINITY } = matcher as { readonly min?: number; readonly max?: number };
  if (!(min >= 0 && min <= max && count >= min && count <= max)) {
    throw new TercetError(
      "contract",
      `An example of ${count} items does not lie within the bounds of its list: correct them.`,
    );
  }
  return flexible({ kind: "list", item, count, matcher });
}

function moment(match: "date" | "time" | "datetime", format: string, said: string | undefined): Flexible {
  const example = said ?? formatDate(exampleMoment, format);
  const check = dateCheck(format);
  if (check === undefined || example === undefined) {
    throw new TercetError("contract", `"${format}" is no date format of Java: write it as yyyy-MM-dd'T'HH:mm:ssXXX.`);
  }
  requireFit(check(example), example, `be in the format ${format}`);
  return value(example, { match, format });
}

/** The matchers of a value, for `eachKey` and `eachValue`. */
function matchersOf(template: Flexible): readonly Matcher[] {
  if (template.kind === "value" && !isFlexible(template.example)) return template.matchers;
  throw new TercetError(
    "contract",
    "eachKeyMatches() and eachValueMatches() need one matcher, as regex(…) or integer().",
  );
}

function requireFit(fits: boolean, example: Json, what: string): void {
  if (fits) return;
  throw new TercetError("contract", `The example ${JSON.stringify(example)} does not ${what}: correct one of them.`);
}

/** Flags as they stand in an expression of Pact: `(?i)`. */
function withFlags({ source, flags }: RegExp): string {
  const said = [...flags].filter((flag) => "ims".includes(flag)).join("");
  return said === "" ? source : `(?${said})${source}`;
}
