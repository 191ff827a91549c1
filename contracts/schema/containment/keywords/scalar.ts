import type { JsonObject } from "../../../json.ts";
import { numberFormats, stringFormats } from "../formats.ts";
import type { Formula } from "../formula.ts";
import type { Translation } from "../translate.ts";
import { countOf, numberOf, refuse } from "./read.ts";

/** The keywords for numbers and strings (JSON Schema Validation §6.2, §6.3, §7). */
export function translateScalar({ formulas, reading }: Translation, schema: JsonObject): Formula[] {
  const parts: Formula[] = [];
  const bound = (keyword: string, is: "least" | "most" | "above" | "below") => {
    const value = numberOf(schema, keyword);
    if (value !== undefined) parts.push(formulas.atom({ kind: "number", test: { is, value: value + 0 } }));
  };
  bound("minimum", "least");
  bound("maximum", "most");
  bound("exclusiveMinimum", "above");
  bound("exclusiveMaximum", "below");
  const divisor = numberOf(schema, "multipleOf");
  if (divisor !== undefined) {
    if (divisor <= 0) refuse("multipleOf", divisor);
    parts.push(formulas.atom({ kind: "number", test: { is: "multiple", value: divisor } }));
  }
  const [least, most] = [countOf(schema, "minLength"), countOf(schema, "maxLength")];
  if (least !== undefined) parts.push(formulas.atom({ kind: "size", of: "string", is: "least", count: least }));
  if (most !== undefined) parts.push(formulas.atom({ kind: "size", of: "string", is: "most", count: most }));
  const { pattern, format } = schema;
  if (pattern !== undefined) {
    if (typeof pattern !== "string") return refuse("pattern", pattern);
    parts.push(formulas.atom({ kind: "string", test: { is: "pattern", source: pattern } }));
  }
  if (reading === "asserted" && typeof format === "string") {
    const range = Object.hasOwn(numberFormats, format) ? numberFormats[format] : undefined;
    if (range !== undefined) {
      const tests = [{ is: "multiple", value: 1 }, ...range] as const;
      parts.push(...tests.map((test) => formulas.atom({ kind: "number", test })));
    }
    if (Object.hasOwn(stringFormats, format)) {
      parts.push(formulas.atom({ kind: "string", test: { is: "format", name: format } }));
    }
  }
  return parts;
}
