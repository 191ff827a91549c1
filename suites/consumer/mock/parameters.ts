import {
  type Contract,
  isObject,
  type Operation,
  type Parameter,
  readingsOf,
  type SchemaError,
  type Schemas,
  schemasOf,
  type WrittenParameter,
} from "../../../contracts/portable.ts";
import { cookiesOf } from "./cookies.ts";
import { headerText, type Reading, type RequestHeaders } from "./message.ts";
import { quoted, refusalsOf } from "./place.ts";
import type { Refusal } from "./refusal.ts";
import { readSpread, spreadOf } from "./written.ts";

/** Reads the parameters of a request into `reading`, or refuses the request. */
export type ReadParameters = (
  captures: readonly string[],
  query: ReadonlyMap<string, readonly string[]>,
  headers: RequestHeaders,
  reading: Reading,
) => Refusal | undefined;

/**
 * Prepares to read the parameters of an operation by their style and to judge them by their schemas. A query parameter
 * that the contract does not declare is refused: it is a typing error, or something that the service never promised.
 */
export function createParameterReader(
  contract: Contract,
  operation: Operation,
  credentials: ReadonlySet<string>,
): ReadParameters {
  const schemas = schemasOf(contract);
  const refuse = refusalsOf(contract, operation);
  const pathNames = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const at = (place: Parameter["in"]) => operation.parameters.filter((parameter) => parameter.in === place);
  const pathParameters = pathNames.map((name) => at("path").find((parameter) => parameter.name === name));
  const queryNames = new Set([...at("query").map(({ name }) => name), ...credentials]);
  const query = at("query").map((parameter) => {
    const others = new Set([...queryNames].filter((name) => name !== parameter.name));
    return { parameter, spread: spreadOf(parameter, schemas, others) };
  });
  const headers = at("header").map((parameter) => ({ parameter, name: parameter.name.toLowerCase() }));
  const cookies = at("cookie");

  const take = (parameter: Parameter, written: WrittenParameter | undefined, into: Record<string, unknown>) => {
    const { name, in: place, pointer } = parameter;
    const rule = `${place}-parameter` as const;
    if (written === undefined) {
      if (!parameter.required) return undefined;
      return refuse(400, rule, `${operation.id} needs the ${place} parameter "${name}", and the request has none.`, {
        pointer,
      });
    }
    const judged = meant(schemas, parameter, written);
    if (judged.errors.length === 0) {
      into[name] = judged.value;
      return undefined;
    }
    const reason = judged.errors[0]?.message ?? "is not valid";
    const shown = quoted(written.members ?? (written.texts.length === 1 ? written.texts[0] : written.texts));
    const errors = judged.errors.map(({ pointer: where, message }) => ({ pointer: where, message }));
    return refuse(400, rule, `In ${operation.id}, the ${place} parameter "${name}" is ${shown}: it ${reason}.`, {
      pointer,
      errors,
    });
  };

  return (captures, pairs, requestHeaders, reading) => {
    for (const [index, parameter] of pathParameters.entries()) {
      if (parameter === undefined) continue;
      const text = decode(captures[index] as string);
      if (text === undefined) {
        return refuse(400, "path-parameter", `The path parameter "${parameter.name}" is not percent-encoded UTF-8.`);
      }
      const refusal = take(parameter, { texts: [text] }, reading.path);
      if (refusal !== undefined) return refusal;
    }
    const left = new Set(pairs.keys());
    for (const { parameter, spread } of query) {
      const texts = pairs.get(parameter.name);
      if (texts !== undefined && spread === undefined) left.delete(parameter.name);
      const written =
        spread === undefined ? (texts === undefined ? undefined : { texts }) : readSpread(spread, pairs, left);
      const refusal = take(parameter, written, reading.query);
      if (refusal !== undefined) return refusal;
    }
    for (const name of left) {
      if (credentials.has(name)) continue;
      const declared = [...queryNames].join(", ") || "none";
      const detail = `${operation.id} has no query parameter "${name}"; the contract declares ${declared}.`;
      return refuse(400, "undeclared-query-parameter", detail);
    }
    for (const { parameter, name } of headers) {
      const text = headerText(requestHeaders, name);
      const refusal = take(parameter, text === undefined ? undefined : { texts: [text] }, reading.header);
      if (refusal !== undefined) return refusal;
    }
    if (cookies.length === 0) return undefined;
    const sent = cookiesOf(requestHeaders);
    for (const parameter of cookies) {
      const text = sent.get(parameter.name);
      const refusal = take(parameter, text === undefined ? undefined : { texts: [text] }, reading.cookie);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };
}

/** The value that is meant: the first reading that the schema allows, else why the likeliest one is not allowed. */
function meant(
  schemas: Schemas,
  parameter: Parameter,
  written: WrittenParameter,
): { readonly value: unknown; readonly errors: readonly SchemaError[] } {
  const { schema } = parameter;
  const [text] = written.texts;
  // Most parameters are texts, and most requests are right.
  if (
    written.texts.length === 1 &&
    parameter.mediaType === undefined &&
    parameter.style !== "label" &&
    parameter.style !== "matrix"
  ) {
    if (parameter.in !== "query" && schemas.errors(schema, text).length === 0) return { value: text, errors: [] };
  }
  const readings = readingsOf(parameter, written);
  const likeliest: { value: unknown; errors: readonly SchemaError[] }[] = [];
  for (const value of readings) {
    const errors = schemas.errors(schema, value);
    if (errors.length === 0) return { value, errors };
    likeliest.push({ value, errors });
  }
  const mended = mixed(readings, schemas, parameter);
  if (mended !== undefined) return { value: mended, errors: [] };
  // What the schema says of the type tells least: another reading may have the type.
  return (
    likeliest.find(({ errors }) => !errors.some(({ pointer, keyword }) => pointer === "" && keyword === "type")) ??
    likeliest[0] ?? { value: text, errors: [] }
  );
}

/** Members or items of which some are texts that look like numbers: those that the schema refuses as numbers stay texts. */
function mixed(readings: readonly unknown[], schemas: Schemas, { schema }: Parameter): unknown {
  const texts = readings.findLast((value) => typeof value === "object" && allTexts(value));
  const scalars = readings.at(-1);
  if (typeof texts !== "object" || texts === null || typeof scalars !== "object" || scalars === null) return undefined;
  const wrong = new Set(schemas.errors(schema, scalars).map(({ pointer }) => pointer.split("/")[1]));
  const choose = (name: string, value: unknown) => (wrong.has(name) ? (texts as Record<string, unknown>)[name] : value);
  const chosen = Array.isArray(scalars)
    ? scalars.map((value, index) => choose(String(index), value))
    : Object.fromEntries(Object.entries(scalars).map(([name, value]) => [name, choose(name, value)]));
  return schemas.errors(schema, chosen).length === 0 ? chosen : undefined;
}

function allTexts(value: unknown): boolean {
  const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return parts.length > 0 && parts.every((part) => typeof part === "string");
}

function decode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
