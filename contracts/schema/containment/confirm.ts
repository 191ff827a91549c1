import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { compareAsJson } from "../keywords.ts";
import { compilePattern } from "../pattern.ts";
import { isDraft7 } from "./resources.ts";
import type { FormatReading } from "./translate.ts";

/** Judges one value by ajv; undefined: it could not judge (a schema that it cannot compile, a stack that ran out). */
export type Validate = (value: unknown) => boolean | undefined;

/**
 * ajv, the second opinion: what the search has found is given out only when another implementation agrees. A schema is
 * its own document here; `schemasOf` is the entry for the schemas of a contract.
 */
export function validatorOf(schema: Schema, reading: FormatReading): Validate {
  let validate: ((value: unknown) => boolean) | undefined;
  try {
    const draft7 = isDraft7(schema);
    const options = {
      strict: false,
      validateSchema: false,
      meta: mentions(schema, "json-schema.org"),
      logger: false,
      multipleOfPrecision: 9,
      ownProperties: true,
      validateFormats: reading === "asserted",
      code: { regExp: Object.assign((source: string) => compilePattern(source), { code: "compilePattern" }) },
    } as const;
    const ajv = draft7 ? new Ajv(options) : new Ajv2020(options);
    if (reading === "asserted") addFormats.default(ajv);
    compareAsJson(ajv);
    const compiled = ajv.compile(draft7 ? asDraft7(schema) : asCurrent(schema));
    validate = (value) => compiled(value) === true;
  } catch {
    return () => undefined;
  }
  return (value) => {
    try {
      return validate(value);
    } catch {
      return undefined;
    }
  };
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
