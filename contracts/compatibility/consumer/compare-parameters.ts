import { isObject } from "../../json.ts";
import type { Contract, Operation, Parameter } from "../../model/contract.ts";
import { pointer } from "../../model/pointer.ts";
import { schemasOf } from "../../schema/compile.ts";
import type { Compared, ComparisonRule, Found } from "./finding.ts";
import { readingsOf, type WrittenParameter } from "./readings.ts";
import { credentialPlaces, headerOf } from "./security.ts";

/** Header fields of HTTP itself and of tracing: a request may carry them without the contract saying so. */
const standardHeaders = new Set(
  (
    "accept accept-charset accept-encoding accept-language authorization baggage cache-control connection " +
    "content-encoding content-language content-length content-type cookie date expect forwarded from host if-match " +
    "if-modified-since if-none-match if-range if-unmodified-since keep-alive max-forwards origin pragma priority " +
    "proxy-authorization range referer te traceparent tracestate trailer transfer-encoding upgrade user-agent via"
  ).split(" "),
);

/** Holds path, query, header and cookie values of a request against the declared parameters. */
export function compareParameters(
  contract: Contract,
  operation: Operation,
  pathTexts: ReadonlyMap<string, string>,
  compared: Compared,
): readonly Found[] {
  const at = (part: string) => `${compared.interaction.pointer}/request/${part}`;
  const written = writtenIn(operation, pathTexts, compared);
  const found: Found[] = [];
  for (const parameter of operation.parameters) {
    const rule = ruleOf(parameter);
    const place = { rule, pactPointer: pactPointer(parameter, at), contractPointer: parameter.pointer };
    const value = written(parameter);
    const name = `the ${parameter.in} parameter "${parameter.name}"`;
    if (value === undefined) {
      if (parameter.required)
        found.push({ ...place, message: `The request lacks ${name}, which ${operation.id} requires.` });
      continue;
    }
    const reason = refusal(contract, parameter, value);
    if (reason !== undefined) {
      found.push({ ...place, message: `In the request, ${name} is ${quoted(value)}, which ${reason}.` });
    }
  }
  return [...found, ...unknownQuery(contract, operation, compared), ...unknownHeaders(contract, operation, compared)];
}

function ruleOf(parameter: Parameter): ComparisonRule {
  if (parameter.in === "path") return "request.path.incompatible";
  return parameter.in === "query" ? "request.query.incompatible" : "request.header.incompatible";
}

function pactPointer(parameter: Parameter, at: (part: string) => string): string {
  if (parameter.in === "path") return at("path");
  return at(parameter.in === "query" ? "query" : "headers");
}

/** Finds what a request says for a parameter; undefined: nothing. */
function writtenIn(
  operation: Operation,
  pathTexts: ReadonlyMap<string, string>,
  { interaction: { request } }: Compared,
): (parameter: Parameter) => WrittenParameter | undefined {
  const queryTexts = (name: string) => request.query.get(name)?.map((text) => text ?? "");
  return (parameter) => {
    const { name } = parameter;
    if (parameter.in === "path") {
      const text = pathTexts.get(name);
      return text === undefined ? undefined : { texts: [text] };
    }
    if (parameter.in === "query") {
      const members = spreadMembers(parameter, operation, [...request.query.keys()]);
      const texts = queryTexts(name) ?? queryTexts(`${name}[]`);
      if (members.length > 0) {
        const entries = members.map(([key, member]) => [member, queryTexts(key)?.join(",") ?? ""]);
        return { texts: texts ?? [], members: Object.fromEntries(entries) };
      }
      return texts === undefined ? undefined : { texts };
    }
    const text = parameter.in === "header" ? headerOf(request.headers, name) : cookie(request.headers, name);
    return text === undefined ? undefined : { texts: [text] };
  };
}

function cookie(headers: ReadonlyMap<string, readonly string[]>, name: string): string | undefined {
  const pairs = (headerOf(headers, "cookie") ?? "").split(";").map((pair) => pair.trim().split(/=(.*)/s, 2));
  return pairs.find(([key]) => key === name)?.[1];
}

/** The query names that carry the members of an object, each with its member's name. */
function spreadMembers(
  parameter: Parameter,
  operation: Operation,
  names: readonly string[],
): readonly (readonly [string, string])[] {
  if (parameter.style === "deepObject") {
    const prefix = `${parameter.name}[`;
    return names
      .filter((name) => name.startsWith(prefix) && name.endsWith("]"))
      .map((name) => [name, name.slice(prefix.length, -1)] as const);
  }
  if (parameter.style !== "form" || !parameter.explode || !isObject(parameter.schema)) return [];
  const { properties } = parameter.schema;
  if (!isObject(properties)) return [];
  const others = new Set(
    operation.parameters.filter((one) => one !== parameter && one.in === "query").map((one) => one.name),
  );
  return names
    .filter((name) => Object.hasOwn(properties, name) && !others.has(name))
    .map((name) => [name, name] as const);
}

/** Why no reading of a written value fits its schema: a clause after "which". */
function refusal(contract: Contract, parameter: Parameter, written: WrittenParameter): string | undefined {
  const schemas = schemasOf(contract);
  let reason: string | undefined;
  for (const reading of readingsOf(parameter, written)) {
    const [error] = schemas.errors(parameter.schema, reading);
    if (error === undefined) return undefined;
    // A reading of another type than the one that is meant says least about what is wrong.
    if (reason === undefined || (reason.includes("must be") && error.keyword !== "type")) reason = error.message;
  }
  return reason;
}

function quoted({ texts, members }: WrittenParameter): string {
  return JSON.stringify(members ?? (texts.length === 1 ? texts[0] : texts));
}

function unknownQuery(contract: Contract, operation: Operation, { interaction }: Compared): readonly Found[] {
  const { request, pointer: at } = interaction;
  const names = [...request.query.keys()];
  const known = new Set(operation.parameters.filter((one) => one.in === "query").map((one) => one.name));
  for (const place of credentialPlaces(contract, operation).flat()) if (place.in === "query") known.add(place.name);
  for (const parameter of operation.parameters) {
    for (const [name] of spreadMembers(parameter, operation, names)) known.add(name);
  }
  return names
    .filter((name) => !known.has(name) && !known.has(name.replace(/\[\]$/, "")))
    .map((name) => ({
      rule: "request.query.unknown",
      pactPointer: `${at}/request/query`,
      contractPointer: operation.pointer,
      message: `The request has the query parameter "${name}", which ${operation.id} does not declare.`,
    }));
}

function unknownHeaders(contract: Contract, operation: Operation, { interaction }: Compared): readonly Found[] {
  const { request, pointer: at } = interaction;
  const known = new Set(operation.parameters.filter((one) => one.in === "header").map((one) => one.name.toLowerCase()));
  for (const place of credentialPlaces(contract, operation).flat()) {
    if (place.in === "header") known.add(place.name.toLowerCase());
  }
  return [...request.headers.keys()]
    .filter((name) => !known.has(name.toLowerCase()) && !standardHeaders.has(name.toLowerCase()))
    .map((name) => ({
      rule: "request.header.unknown",
      pactPointer: `${at}/request/headers${pointer(name)}`,
      contractPointer: operation.pointer,
      message: `The request has the header ${name}, which ${operation.id} does not declare.`,
    }));
}
