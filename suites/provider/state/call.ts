import { randomBytes, randomInt, randomUUID } from "node:crypto";
import {
  type Contract,
  createRandom,
  generate,
  type Operation,
  type Parameter,
  type Random,
  type Schema,
  schemasOf,
} from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { Identity } from "../../kit/identity.ts";
import { requestMediaType } from "../session/bind.ts";
import { createsByName, pathNames } from "./producers.ts";

/** Where values come from that no link gives. */
export type Source = "examples" | "generated";

/** Values that are already known, from a link. */
export interface Given {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Fills in what is not given: what must be there, from examples or from generated data, and a fresh value for the name of
 * what is created by PUT. Throws `GenerationError` when no value can be found for something that must be there.
 */
export function completeCall(
  contract: Contract,
  operation: Operation,
  given: Given,
  source: Source,
  random: Random,
  subject: string | undefined,
): Call {
  const filled = (parameter: Parameter): unknown => {
    const example = parameter.examples[0]?.value;
    if (source === "examples" && example !== undefined) return example;
    return produce(contract, parameter.schema, random.fork(`${parameter.in}/${parameter.name}`), source);
  };
  const missing = (place: Parameter["in"], known: object) =>
    operation.parameters.filter(
      (parameter) => parameter.in === place && parameter.required && !Object.hasOwn(known, parameter.name),
    );
  const fill = (place: Parameter["in"], known: object) =>
    Object.fromEntries(missing(place, known).map((parameter) => [parameter.name, filled(parameter)]));

  const fresh = freshName(contract, operation, given.path);
  const path = { ...given.path, ...fresh };
  const mediaType = requestMediaType(operation);
  const content = operation.requestBody?.content.get(mediaType);
  const exampleBody = source === "examples" ? content?.examples[0]?.value : undefined;
  const schema = content?.schema ?? {};
  const body =
    operation.requestBody === undefined
      ? undefined
      : (given.body ?? exampleBody ?? produce(contract, schema, random.fork("body"), source));
  const identity = identityFor(operation, subject);
  return {
    operation,
    path: { ...path, ...fill("path", path) },
    query: { ...given.query, ...fill("query", given.query) },
    headers: { ...given.headers, ...headersOf(fill("header", given.headers), fill("cookie", {})) },
    ...(body === undefined ? {} : { body: withName(body, fresh), mediaType }),
    ...(identity === undefined ? {} : { identity }),
  };
}

/**
 * Whom an operation is called as: the subject with all roles that the first alternative asks for (OpenAPI 3.1, "Security
 * Requirement Object": what one alternative lists is needed at once). Undefined for a public operation.
 */
export function identityFor(operation: Operation, subject: string | undefined): Identity | undefined {
  const [first] = operation.security;
  if (first === undefined || first.schemes.length === 0 || subject === undefined) return undefined;
  return { subject, roles: first.schemes.flatMap(({ roles }) => roles) };
}

/** A value that nobody used before for the last part of a path under which PUT creates; empty where it does not. */
function freshName(contract: Contract, operation: Operation, given: object): Record<string, unknown> {
  const name = pathNames(operation).at(-1);
  if (name === undefined || !createsByName(operation) || Object.hasOwn(given, name)) return {};
  const schema = operation.parameters.find((one) => one.in === "path" && one.name === name)?.schema ?? {};
  const hex = randomBytes(6).toString("hex");
  const fits = (value: unknown) => schemasOf(contract).errors(schema, value).length === 0;
  const form = [`tercet-${hex}`, randomUUID(), hex, hex.toUpperCase()].find(fits);
  return { [name]: form ?? generate(schemasOf(contract), schema, createRandom(randomInt(2 ** 31))) };
}

/** Names that stand in the path and in the body must agree. */
function withName(body: unknown, fresh: Readonly<Record<string, unknown>>): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const repeated = Object.entries(fresh).filter(([name]) => Object.hasOwn(body, name));
  return repeated.length === 0 ? body : { ...body, ...Object.fromEntries(repeated) };
}

function produce(contract: Contract, schema: Schema, random: Random, source: Source): unknown {
  return generate(schemasOf(contract), schema, random, { preferExamples: source === "examples" });
}

function headersOf(headers: Record<string, unknown>, cookies: Record<string, unknown>): Record<string, string> {
  // The request that is sent gets a fresh key; see bind.ts.
  const own = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "idempotency-key");
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  return {
    ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), String(value)])),
    ...(pairs.length === 0 ? {} : { cookie: pairs.join("; ") }),
  };
}
