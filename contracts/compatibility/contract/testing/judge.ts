import type { Contract, Operation, Parameter, Response, Schema } from "../../../model/contract.ts";
import { schemasOf } from "../../../schema/compile.ts";
import type { RequestWitness, ResponseWitness } from "../../change.ts";

/**
 * What a contract has against a whole request, by a way of its own: the path is matched, the texts are read back, bodies
 * are judged by ajv. Nothing: the request is valid.
 */
export function requestFaults(contract: Contract, request: RequestWitness): readonly string[] {
  const [path = "", query = ""] = request.path.split("?");
  const operation = contract.operations.find(
    ({ method, path: template }) => method.toUpperCase() === request.method && patternOf(template).test(path),
  );
  if (operation === undefined) return ["no such operation"];
  return [
    ...parameterFaults(contract, operation, request, path, new URLSearchParams(query)),
    ...bodyFaults(contract, operation, request),
    ...securityFaults(operation, request),
    ...rateFaults(operation, request),
    ...acceptFaults(operation, request),
  ];
}

/** What an old contract has against an answer of some operation. Nothing: it can be read. */
export function responseFaults(contract: Contract, operationId: string, answer: ResponseWitness): readonly string[] {
  const operation = contract.operations.find(({ id }) => id === operationId);
  const response = operation && responseFor(operation, answer.status);
  if (response === undefined) return ["no such status"];
  const faults = response.headers.flatMap(({ name, required, schema }) => {
    const text = answer.headers[name.toLowerCase()];
    if (text === undefined) return required ? [`no header ${name}`] : [];
    return reads(contract, schema, text) ? [] : [`header ${name}`];
  });
  const type = answer.headers["content-type"];
  if (type === undefined) return response.content.size === 0 ? faults : [...faults, "no body"];
  const content = response.content.get(type);
  if (content === undefined) return [...faults, `no media type ${type}`];
  return schemasOf(contract).errors(content.schema ?? true, answer.body).length === 0 ? faults : [...faults, "body"];
}

function responseFor(operation: Operation, status: number): Response | undefined {
  const { responses } = operation;
  return responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get("default");
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{[^{}]*\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("([^/]*)")}$`);
}

function parameterFaults(
  contract: Contract,
  operation: Operation,
  request: RequestWitness,
  path: string,
  query: URLSearchParams,
): readonly string[] {
  const texts = patternOf(operation.path).exec(path)?.slice(1) ?? [];
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const valuesOf = ({ in: place, name, explode }: Parameter): readonly string[] => {
    if (place === "path") return [decodeURIComponent(texts[names.indexOf(name)] ?? "")];
    if (place === "header") return [request.headers[name.toLowerCase()]].filter((text) => text !== undefined);
    return explode ? query.getAll(name) : query.getAll(name).flatMap((text) => text.split(","));
  };
  const unknown = [...query.keys()].filter(
    (name) => !operation.parameters.some((parameter) => parameter.in === "query" && parameter.name === name),
  );
  const headers = Object.keys(request.headers).filter(
    (name) =>
      !["accept", "content-type", "cookie"].includes(name) &&
      !operation.parameters.some((parameter) => parameter.in === "header" && parameter.name.toLowerCase() === name),
  );
  return [
    ...unknown.map((name) => `unknown query parameter ${name}`),
    ...headers.map((name) => `unknown header ${name}`),
    ...operation.parameters.flatMap((parameter) => {
      const values = valuesOf(parameter);
      if (values.length === 0) return parameter.required ? [`no ${parameter.name}`] : [];
      const list = values.map(readingsOf).map(([first]) => first);
      const valid =
        (values.length === 1 && reads(contract, parameter.schema, values[0] as string)) ||
        schemasOf(contract).errors(parameter.schema, list).length === 0 ||
        schemasOf(contract).errors(parameter.schema, values).length === 0;
      return valid ? [] : [`parameter ${parameter.name}`];
    }),
  ];
}

function reads(contract: Contract, schema: Schema, text: string): boolean {
  return readingsOf(text).some((value) => schemasOf(contract).errors(schema, value).length === 0);
}

/** A text on the wire may be meant as a number, a boolean or null. */
function readingsOf(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text), text];
  } catch {
    return [text];
  }
}

function bodyFaults(contract: Contract, { requestBody }: Operation, request: RequestWitness): readonly string[] {
  const type = request.headers["content-type"];
  if (type === undefined) return requestBody?.required ? ["no body"] : [];
  const content = requestBody?.content.get(type);
  if (content === undefined) return [`media type ${type}`];
  return schemasOf(contract).errors(content.schema ?? true, request.body).length === 0 ? [] : ["body"];
}

function securityFaults({ security }: Operation, { credentials = [] }: RequestWitness): readonly string[] {
  const enough = security.some(({ schemes }) =>
    schemes.every(({ name, roles }) =>
      credentials.some((given) => given.scheme === name && roles.every((role) => given.roles.includes(role))),
    ),
  );
  return enough || security.length === 0 ? [] : ["not authenticated"];
}

function rateFaults({ extension: { rateLimit } }: Operation, { repeated }: RequestWitness): readonly string[] {
  if (rateLimit === undefined || repeated === undefined) return [];
  const allowed = rateLimit.requests * Math.max(1, Math.ceil(repeated.windowSeconds / rateLimit.windowSeconds));
  return repeated.requests > allowed ? ["throttled"] : [];
}

function acceptFaults({ responses }: Operation, { headers }: RequestWitness): readonly string[] {
  const wanted = headers.accept;
  if (wanted === undefined) return [];
  return [...responses.values()].some(({ content }) => content.has(wanted)) ? [] : ["not acceptable"];
}
