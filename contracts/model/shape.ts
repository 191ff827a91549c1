import { z } from "zod";
import { contractError } from "./contract-error.ts";
import { pointer as join } from "./pointer.ts";

// The members that the model reads, with the defaults of OpenAPI 3.1; what else a document says is left to the lint.

export const infoShape = z.looseObject({ title: z.string(), version: z.string().min(1) });

export const serverShape = z.looseObject({
  url: z.string(),
  variables: z.record(z.string(), z.looseObject({ default: z.string() })).default({}),
});

export const securityShape = z.array(z.record(z.string(), z.array(z.string())));

export const operationShape = z.looseObject({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  security: securityShape.optional(),
  servers: z.array(serverShape).optional(),
});

export const parameterShape = z.looseObject({
  name: z.string().min(1),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().default(false),
  style: z.string().optional(),
  explode: z.boolean().optional(),
});

export const headerShape = z.looseObject({ required: z.boolean().default(false) });

export const requestBodyShape = z.looseObject({ required: z.boolean().default(false) });

export const responseShape = z.looseObject({ description: z.string().default("") });

export const linkShape = z.looseObject({
  operationId: z.string().optional(),
  operationRef: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Reads a value by a zod schema. Throws `TercetError` (`contract`) with the pointer of the first member that does not fit;
 * an unknown member, where the schema allows none, counts as not fitting.
 */
export function readShape<T extends z.ZodType>(
  shape: T,
  value: unknown,
  pointer: string,
  source: string,
  rule = "structure",
): z.output<T> {
  const parsed = shape.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  const path = issue.path.map((segment) => (typeof segment === "number" ? segment : String(segment)));
  if (issue.code === "unrecognized_keys") path.push(issue.keys[0] as string);
  throw contractError(source, pointer + join(...path), rule, clauseOf(issue), parsed.error);
}

function clauseOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return "there is no such member; remove it, or correct its name";
  if (issue.code === "invalid_type" && issue.input === undefined) {
    return issue.expected === "nonoptional" ? "is missing; add it" : `is missing; add it (${issue.expected})`;
  }
  return `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}; correct it`;
}
