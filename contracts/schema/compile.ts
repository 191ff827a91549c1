import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { TercetError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { withoutNullable } from "./foreign-keywords.ts";
import { compareAsJson } from "./keywords.ts";
import { compilePattern, PatternTimeout } from "./pattern.ts";
import { absolute, documentUri, fragmentOf, indexOf, targetOf, withStaticReferences } from "./reference.ts";

/** Why a value does not conform. */
export interface SchemaError {
  /** JSON Pointer (RFC 6901) into the value. */
  readonly pointer: string;
  /** The keyword that refuses it; `false` for the schema `false`, `unjudged` see `Schemas.errors`. */
  readonly keyword: string;
  /** A clause: `must be integer`. */
  readonly message: string;
}

/** The schemas of one document, compiled when they are first used. */
export interface Schemas {
  readonly document: JsonObject;
  /**
   * Judges a value by JSON Schema 2020-12, formats asserted; an empty list: it conforms. At most 20 errors are given.
   * A value that cannot be judged (nested deeper than the stack, a pattern that takes longer than 250 ms) gets one error
   * with the keyword `unjudged`: it did not conform, and is not proved invalid either.
   *
   * Throws `TercetError` (`contract`) when the schema cannot be compiled: a dead `$ref`, a keyword with a wrong value.
   */
  errors(schema: Schema, value: unknown): SchemaError[];
  /** True when the value is proved invalid: refused, and not merely `unjudged`. */
  refuses(schema: Schema, value: unknown): boolean;
  /** The schema that a reference names, in the schema `from` where that matters; undefined where it leads nowhere. */
  target(reference: string, from?: Schema): Schema | undefined;
}

const maxErrors = 20;
const cache = new WeakMap<JsonObject, Schemas>();

/**
 * The schemas of a contract. `$ref`s lead into its document and may be recursive; `$dynamicRef` is taken for a `$ref` to
 * the nearest anchor, so that a generic schema's own default holds instead of what extends it. OpenAPI's own words
 * (`discriminator`, `xml`, `example`), unknown keywords and unknown formats judge nothing. Patterns: see `compilePattern`.
 * Cached by document.
 */
export function schemasOf(contract: { readonly document: JsonObject }): Schemas {
  const known = cache.get(contract.document);
  if (known !== undefined) return known;
  const schemas = createSchemas(contract.document);
  cache.set(contract.document, schemas);
  return schemas;
}

function createSchemas(document: JsonObject): Schemas {
  const index = indexOf(document);
  const validators = new WeakMap<JsonObject, ValidateFunction>();
  let ajv: Ajv2020 | undefined;

  const validatorOf = (schema: JsonObject): ValidateFunction => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    const pointer = index.pointers.get(schema);
    try {
      ajv ??= createAjv(withoutNullable(withStaticReferences(index, document)));
      // A schema of the document is compiled where it stands, so that `$id`, anchors and recursion mean what they say.
      const validator = ajv.compile(
        pointer === undefined ? withoutNullable(absolute(index, schema)) : { $ref: documentUri + fragmentOf(pointer) },
      );
      validators.set(schema, validator);
      return validator;
    } catch (error) {
      const place = pointer === undefined ? {} : { pointer };
      const reason = error instanceof Error ? error.message : String(error);
      throw new TercetError("contract", `The schema at ${pointer ?? "(derived)"} cannot be used: ${reason}.`, {
        place,
        cause: error,
      });
    }
  };

  const errors = (schema: Schema, value: unknown): SchemaError[] => {
    if (schema === true) return [];
    if (schema === false) return [{ pointer: "", keyword: "false", message: "must not be given" }];
    const validator = validatorOf(schema);
    try {
      return validator(value) ? [] : (validator.errors ?? []).slice(0, maxErrors).map(toSchemaError);
    } catch (error) {
      if (error instanceof RangeError) return [unjudged("is nested too deeply to be judged")];
      if (error instanceof PatternTimeout) return [unjudged(error.message)];
      throw error;
    }
  };

  return {
    document,
    errors,
    refuses: (schema, value) => errors(schema, value).some(({ keyword }) => keyword !== "unjudged"),
    target: (reference, from = true) => targetOf(index, document, reference, from),
  };
}

function createAjv(document: JsonObject): Ajv2020 {
  const regExp = Object.assign((source: string) => compilePattern(source), { code: "compilePattern" });
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    allErrors: true,
    logger: false,
    multipleOfPrecision: 9,
    // A member that is inherited from Object.prototype (`constructor`) is no member of the JSON object.
    ownProperties: true,
    // Each schema is compiled once, into a function of its own; by default those without references are written out again
    // wherever they are named, and a large document takes minutes.
    inlineRefs: false,
    code: { regExp, optimize: false },
  });
  addFormats.default(ajv);
  compareAsJson(ajv);
  // A word of draft 4, which ajv refuses; in 2020-12 it is unknown and judges nothing.
  ajv.removeKeyword("id");
  return ajv.addSchema(document, documentUri);
}

function toSchemaError(error: ErrorObject): SchemaError {
  const keyword = error.keyword === "false schema" ? "false" : error.keyword;
  return { pointer: error.instancePath, keyword, message: messageOf(error) };
}

/** ajv's clause, with the name or value that it leaves out. */
function messageOf({ keyword, message = "is not valid", params }: ErrorObject): string {
  if (keyword === "additionalProperties") return `${message}: "${params.additionalProperty}"`;
  if (keyword === "unevaluatedProperties") return `${message}: "${params.unevaluatedProperty}"`;
  if (keyword === "enum") return `${message}: ${JSON.stringify(params.allowedValues)}`;
  if (keyword === "const") return `${message}: ${JSON.stringify(params.allowedValue)}`;
  return message;
}

function unjudged(message: string): SchemaError {
  return { pointer: "", keyword: "unjudged", message };
}
