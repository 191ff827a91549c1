import type { Contract, Method, Operation, Parameter } from "../model/contract.ts";
import { jsonMediaType } from "./media-type.ts";
import { methodNames } from "./method-names.ts";
import { refusalsIn } from "./refusals.ts";

/** What a client knows of its service: small enough to be printed into the generated file. */
export interface ClientDefinition {
  readonly service: string;
  readonly version: string;
  /** By `Operation.id`. */
  readonly operations: Readonly<Record<string, OperationDefinition>>;
  /** The slugs of the problems that the contract lists. */
  readonly refusals: readonly string[];
}

/** How one operation goes over HTTP. */
export interface OperationDefinition {
  /** The method's name in the client, where it is not the operation's id. */
  readonly call?: string;
  readonly method: Method;
  /** Template, RFC 6570 level 1: `/v1/carts/{cartId}`. */
  readonly path: string;
  readonly parameters: readonly ParameterDefinition[];
  /** Media type of the body, where the operation takes one. */
  readonly mediaType?: string;
  /** Name of the header that makes repeating safe, where the contract declares it. */
  readonly idempotencyHeader?: string;
  /** Statuses and ranges that are a success: `200`, `2XX`. */
  readonly success: readonly string[];
}

export interface ParameterDefinition {
  readonly name: string;
  /** What the caller calls it, where another parameter of the operation has its name: `query.id`. */
  readonly argument?: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  /** OpenAPI's `style`, where it is not the place's own: `form` in a query, else `simple`. */
  readonly style?: string;
  /** Each item, or member, stands by itself: `tag=a&tag=b`; otherwise they are joined: `tag=a,b`. */
  readonly explode: boolean;
  /** The value is written in JSON. */
  readonly json?: true;
}

/** An operation that a typed client does not have, and why. */
export interface OmittedOperation {
  readonly id: string;
  /** A clause: `needs a cookie`. */
  readonly reason: string;
}

/** Header parameters that belong to the transport: no caller of a typed client ever sees them. */
const transportHeaders = new Set([
  "accept",
  "authorization",
  "baggage",
  "content-type",
  "idempotency-key",
  "traceparent",
  "tracestate",
]);

/** Derives the table of a contract's operations; what a typed client cannot send (see `omittedOperations`) is left out. */
export function clientDefinition(contract: Contract): ClientDefinition {
  const names = methodNames(contract.operations);
  const callable = contract.operations.filter((operation) => reasonToOmit(operation) === undefined);
  return {
    service: contract.service,
    version: contract.version,
    operations: Object.fromEntries(
      callable.map((operation) => [operation.id, operationDefinition(operation, names.get(operation.id))]),
    ),
    refusals: [...refusalsIn(contract).keys()],
  };
}

/** The operations that no typed client can call: those that need a cookie, or a body that is not JSON. */
export function omittedOperations({ operations }: Contract): readonly OmittedOperation[] {
  return operations.flatMap((operation) => {
    const reason = reasonToOmit(operation);
    return reason === undefined ? [] : [{ id: operation.id, reason }];
  });
}

function reasonToOmit({ parameters, requestBody }: Operation): string | undefined {
  if (parameters.some((parameter) => parameter.in === "cookie" && parameter.required)) return "needs a cookie";
  const isJsonBody = jsonMediaType(requestBody?.content.keys() ?? []) !== undefined;
  return requestBody?.required && !isJsonBody ? "needs a body that is not JSON" : undefined;
}

/** A parameter that a caller gives, under a name that is its own. */
export interface CallerParameter {
  readonly argument: string;
  readonly parameter: Parameter & { readonly in: "path" | "query" | "header" };
}

/** The parameters that a caller gives; credentials, trace context and idempotency keys are the transport's. */
export function callerParameters(operation: Operation): readonly CallerParameter[] {
  const taken = new Set<string>();
  return operation.parameters.flatMap((parameter) => {
    const { name, in: location } = parameter;
    if (location === "cookie" || (location === "header" && transportHeaders.has(name.toLowerCase()))) return [];
    const argument = taken.has(name) ? `${location}.${name}` : name;
    taken.add(argument);
    return [{ argument, parameter: { ...parameter, in: location } }];
  });
}

function operationDefinition(operation: Operation, call: string | undefined): OperationDefinition {
  const mediaType = jsonMediaType(operation.requestBody?.content.keys() ?? []);
  const idempotencyHeader = operation.parameters.find(
    (parameter) => parameter.in === "header" && parameter.name.toLowerCase() === "idempotency-key",
  )?.name;
  return {
    ...(call === undefined || call === operation.id ? {} : { call }),
    method: operation.method,
    path: operation.path,
    parameters: callerParameters(operation).map(parameterDefinition),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(idempotencyHeader === undefined ? {} : { idempotencyHeader }),
    success: [...operation.responses.keys()].filter((status) => /^2(\d\d|XX)$/i.test(status)),
  };
}

function parameterDefinition({ argument, parameter }: CallerParameter): ParameterDefinition {
  const { name, in: location, required, style, explode, mediaType } = parameter;
  return {
    name,
    ...(argument === name ? {} : { argument }),
    in: location,
    required,
    ...(style === (location === "query" ? "form" : "simple") ? {} : { style }),
    explode,
    ...(mediaType === undefined ? {} : { json: true as const }),
  };
}
