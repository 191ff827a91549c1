import { type $ZodType, safeParse } from "zod/v4/core";
import type { OperationDefinition, Parameters } from "../../../contracts/source/kit/index.ts";
import { type FieldError, Problem } from "./problem.ts";

/** A request as it came: text by place, and the body as JSON where the operation has one. */
export interface RawInput {
  readonly path: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

/** A request as the contract's schemas give it back: converted, defaults filled in. */
export interface Input {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Validates all parts of a request by the contract. Throws `Problem` 400 that lists every place that is wrong. */
export function validateInput(operation: OperationDefinition, raw: RawInput): Input {
  const errors: FieldError[] = [];
  const parameters = (place: string, schemas: Parameters = {}, read: (name: string, schema: $ZodType) => unknown) =>
    Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => {
        const zod = schema as $ZodType;
        return [name, parse(zod, read(name, zod), `/${place}/${name}`, errors)];
      }),
    );
  const input = {
    path: parameters("path", operation.pathParameters, (name) => raw.path[name]),
    query: parameters("query", operation.query, (name, schema) => readQueryValue(schema, raw.query.get(name))),
    headers: parameters("headers", operation.headers, (name) => raw.headers[name.toLowerCase()]),
    body: operation.body === undefined ? undefined : parse(operation.body as $ZodType, raw.body, "", errors),
  };
  for (const name of raw.query.keys()) {
    if (operation.query?.[name] === undefined) errors.push({ pointer: "/query", message: "A parameter is unknown." });
  }
  if (errors.length === 0) return input;
  throw new Problem(400, "validation-failed", "The request is not as the contract says.", { errors });
}

function parse(schema: $ZodType, value: unknown, pointer: string, errors: FieldError[]): unknown {
  const result = safeParse(schema, value);
  if (result.success) return result.data;
  for (const { path, code, message } of result.error.issues) {
    errors.push({
      pointer: [pointer, ...path].join("/"),
      // zod's message would repeat the sender's words.
      message: code === "unrecognized_keys" ? "A name is unknown." : message,
    });
  }
  return undefined;
}

/** Values come as text: the schema says what they stand for. What cannot be converted is left for the schema to refuse. */
function readQueryValue(schema: $ZodType, values: readonly string[] | undefined): unknown {
  const { def } = unwrap(schema)._zod;
  if (values === undefined) return undefined;
  if (def.type === "array") return values;
  if (values.length > 1) return values;
  const [text = ""] = values;
  return def.type === "number" && /^-?(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : text;
}

function unwrap(schema: $ZodType): $ZodType {
  const def = schema._zod.def as { type: string; innerType?: $ZodType };
  return def.innerType !== undefined && ["optional", "default"].includes(def.type) ? unwrap(def.innerType) : schema;
}
