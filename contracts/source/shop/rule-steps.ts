import type { Json } from "../../json.ts";
import type { Criterion, StepBody, StepParameter } from "../kit/index.ts";
import { problemType } from "./problem.ts";

/** The answer has this status, and its body's members (by JSON Pointer) have these values. */
export function answers(status: number, body: Readonly<Record<string, string | number | boolean>> = {}): Criterion[] {
  return [
    { condition: `$statusCode == ${status}` },
    ...Object.entries(body).map(([pointer, value]) => ({
      condition: `$response.body#${pointer} == ${literal(value)}`,
    })),
  ];
}

/** The request is refused by the rule with this slug. */
export function refuses(status: number, slug: string): Criterion[] {
  return [
    { condition: `$statusCode == ${status}` },
    { context: "$response.header.Content-Type", condition: "^application/problem\\+json", type: "regex" },
    { condition: `$response.body#/type == '${problemType(slug)}'` },
  ];
}

/** Path parameters. */
export function path(parameters: Readonly<Record<string, string>>): StepParameter[] {
  return Object.entries(parameters).map(([name, value]) => ({ name, in: "path", value }));
}

/** A JSON body, with values of earlier steps put in at JSON Pointers. */
export function json(payload: Json, replacements: Readonly<Record<string, string>> = {}): StepBody {
  const list = Object.entries(replacements).map(([target, value]) => ({ target, value }));
  return { contentType: "application/json", payload, ...(list.length === 0 ? {} : { replacements: list }) };
}

/** An expression stays as it is; a text is quoted. */
function literal(value: string | number | boolean): string {
  return typeof value === "string" && !value.startsWith("$") ? `'${value}'` : String(value);
}
