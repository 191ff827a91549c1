import { isObject, type Json } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { wholePattern } from "../../pact/match/expression.ts";
import { matcherName } from "../../pact/match/matcher.ts";
import type { Matcher, RuleList } from "../../pact/pact.ts";

/** A part of an expected body that a matcher applies to. */
export interface AcceptedPart {
  readonly value: unknown;
  /** The rule was given for a part that this one lies in. */
  readonly cascaded: boolean;
  /** The part's own form: its values as they are, or by their types. */
  structure(mode: "equality" | "type"): Schema;
  /** What is accepted for a part of this one that is like `template`, where each part has these rules. */
  each(template: unknown, rules: RuleList): Schema;
}

/** The format names of JSON Schema for the date and time patterns that say the same; others cannot be said. */
const isoFormats: Readonly<Record<string, string>> = {
  "yyyy-MM-dd": "date",
  "yyyy-MM-dd'T'HH:mm:ssXXX": "date-time",
  "yyyy-MM-dd'T'HH:mm:ss.SSSXXX": "date-time",
};

/** What one matcher of a consumer accepts (Pact specification V2 to V4, "Matchers"); an unknown one accepts everything. */
export function acceptedBy(matcher: Matcher, part: AcceptedPart): Schema {
  switch (matcherName(matcher)) {
    case "equality":
      return part.structure("equality");
    case "type":
      return byType(matcher, part);
    case "regex":
      return typeof matcher.regex === "string" ? byText({ pattern: wholePattern(matcher.regex) }, part) : true;
    case "include":
      return typeof matcher.value === "string" ? byText({ pattern: literal(matcher.value) }, part) : true;
    case "semver":
      return { type: "string" };
    case "integer":
      return { type: "integer" };
    case "decimal":
    case "number":
      return { type: "number" };
    case "boolean":
      return { anyOf: [{ type: "boolean" }, { enum: ["true", "false"] }] };
    case "null":
      return { type: "null" };
    case "notempty":
      return notEmpty(part);
    case "date":
    case "time":
    case "datetime":
    case "timestamp":
      return byDate(matcher);
    case "values":
      return { type: typeOf(part.value) };
    case "eachvalue":
      return eachValue(matcher, part);
    case "eachkey":
      return eachKey(matcher, part);
    case "arraycontains":
      return { type: "array" };
    default:
      return true;
  }
}

/** A type matcher of an array may bound how many items there are; it holds for the array itself alone. */
function byType(matcher: Matcher, part: AcceptedPart): Schema {
  const structure = part.structure("type");
  if (!Array.isArray(part.value) || part.cascaded || typeof structure === "boolean") return structure;
  const bounds: Record<string, Json> = {};
  if (typeof matcher.min === "number") bounds.minItems = matcher.min;
  if (typeof matcher.max === "number") bounds.maxItems = matcher.max;
  return { ...structure, ...bounds };
}

/** Numbers and booleans are judged by their text as well: whether it fits cannot be said here, and they are accepted. */
function byText(schema: { readonly pattern: string }, { value }: AcceptedPart): Schema {
  return typeof value === "string" ? { type: ["string", "number", "boolean"], ...schema } : true;
}

function eachValue(matcher: Matcher, part: AcceptedPart): Schema {
  const [template] = Object.values(part.value as object);
  const schema = template === undefined ? true : part.each(template, rulesOf(matcher));
  return Array.isArray(part.value)
    ? { type: "array", items: schema }
    : { type: "object", additionalProperties: schema };
}

function eachKey(matcher: Matcher, part: AcceptedPart): Schema {
  const names = rulesOf(matcher).matchers.map((rule) => acceptedBy(rule, { ...part, value: "", cascaded: true }));
  return { type: "object", propertyNames: { allOf: names } };
}

/** The rules within a rule for each key or value. */
function rulesOf({ rules }: Matcher): RuleList {
  const matchers = Array.isArray(rules) ? rules.filter((rule) => isObject(rule) && typeof rule.match === "string") : [];
  return { combine: "AND", matchers: matchers as unknown as Matcher[] };
}

function typeOf(value: unknown): "array" | "object" {
  return Array.isArray(value) ? "array" : "object";
}

function notEmpty(part: AcceptedPart): Schema {
  const structure = part.structure("type");
  if (typeof structure === "boolean") return structure;
  if (typeof part.value === "string") return { ...structure, minLength: 1 };
  if (Array.isArray(part.value)) return { ...structure, minItems: 1 };
  return isObject(part.value) ? { ...structure, minProperties: 1 } : structure;
}

function byDate(matcher: Matcher): Schema {
  const pattern = [matcher.format, matcher.date, matcher.time, matcher.timestamp].find(
    (one) => typeof one === "string",
  );
  const format = pattern === undefined ? undefined : isoFormats[pattern];
  return format === undefined ? { type: "string" } : { type: "string", format };
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
