import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { compareAsJson } from "../keywords.ts";
import { compilePattern } from "../pattern.ts";
import { processorMilliseconds } from "./clock.ts";
import { interrupted } from "./interrupt.ts";
import { isDraft7 } from "./resources.ts";
import { isLargerThan } from "./size.ts";
import type { FormatReading } from "./translate.ts";

/**
 * Judges one value by ajv; undefined: it could not judge (a schema that it cannot compile or that takes too long, a stack
 * that ran out).
 */
export type Validate = (value: unknown) => boolean | undefined;

/** How long ajv may take for one question, in milliseconds of processor time. */
const maxMilliseconds = 500;
/** A schema with more parts, written out, is not begun with. */
const maxParts = 200_000;

/** A schema and a value with fewer parts are judged without a clock, which costs as much as they do. */
const harmlessParts = 300;

/** What is left of the time that ajv has for one question. */
export interface Allowance {
  milliseconds: number;
}

export function createAllowance(): Allowance {
  return { milliseconds: maxMilliseconds };
}

/**
 * ajv, the second opinion: what the search has found is given out only when another implementation agrees. A schema is
 * its own document here; `schemasOf` is the entry for the schemas of a contract. Bounded in time: what ajv makes of a
 * schema can be far larger than the schema. It is compiled when it is first asked.
 */
export function validatorOf(schema: Schema, reading: FormatReading, allowance = createAllowance()): Validate {
  let compiled: ((value: unknown) => boolean) | undefined;
  const [isHarmless, isTooLarge] = [!isLargerThan(schema, harmlessParts), isLargerThan(schema, maxParts)];
  return (value) => {
    if (isTooLarge || allowance.milliseconds <= 0) return undefined;
    const start = processorMilliseconds();
    const judge = () => {
      compiled ??= compile(schema, reading);
      return compiled(value);
    };
    try {
      if (isHarmless && !isLargerThan(value as Json, harmlessParts)) return judge();
      return interrupted(judge, allowance.milliseconds)?.result;
    } catch {
      return undefined;
    } finally {
      allowance.milliseconds -= processorMilliseconds() - start;
    }
  };
}

function compile(schema: Schema, reading: FormatReading): (value: unknown) => boolean {
  const draft7 = isDraft7(schema);
  const regExp = Object.assign((source: string) => compilePattern(source), { code: "compilePattern" });
  const options = {
    strict: false,
    validateSchema: false,
    meta: mentions(schema, "json-schema.org"),
    logger: false,
    multipleOfPrecision: 9,
    ownProperties: true,
    validateFormats: reading === "asserted",
    // A validator is used for a few values: it is not worth while to make it fast, or larger than the schema.
    inlineRefs: false,
    code: { regExp, optimize: false },
  } as const;
  const ajv = draft7 ? new Ajv(options) : new Ajv2020(options);
  if (reading === "asserted") addFormats.default(ajv);
  compareAsJson(ajv);
  const validate = ajv.compile(draft7 ? asDraft7(schema) : asCurrent(schema));
  return (value) => validate(value) === true;
}

/** Draft 7 ignores what stands beside a `$ref`; ajv 8 does not. */
function asDraft7(value: Json): Schema {
  return rewrite(value, (schema) => {
    const { $ref, definitions } = schema;
    return typeof $ref === "string" ? { $ref, ...(definitions === undefined ? {} : { definitions }) } : schema;
  });
}

/** The forms of draft 7 that are understood where no dialect is named. */
function asCurrent(value: Json): Schema {
  return rewrite(value, (schema) => {
    if (!Array.isArray(schema.items)) return schema;
    const { items, additionalItems, ...rest } = schema;
    return {
      ...rest,
      prefixItems: items as Json,
      ...(additionalItems === undefined ? {} : { items: additionalItems }),
    };
  });
}

function rewrite(value: Json, change: (schema: JsonObject) => JsonObject): Schema {
  return within(value) as Schema;

  function within(part: Json): Json {
    if (Array.isArray(part)) return part.map(within);
    if (!isObject(part)) return part;
    const members = Object.entries(change(part as JsonObject)) as [string, Json][];
    return Object.fromEntries(members.map(([name, inner]) => [name, isData(name) ? inner : within(inner)]));
  }
}

function mentions(schema: Schema, text: string): boolean {
  return JSON.stringify(schema).includes(text);
}

function isData(keyword: string): boolean {
  return keyword === "const" || keyword === "enum" || keyword === "default" || keyword === "examples";
}
