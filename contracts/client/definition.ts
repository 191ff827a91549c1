import { TercetError } from "../errors.ts";
import type { Contract, Method, Operation, Parameter } from "../model/contract.ts";

/** What a client knows of its service: small enough to be printed into the generated file. */
export interface ClientDefinition {
  readonly service: string;
  readonly version: string;
  /** By `operationId`. */
  readonly operations: Readonly<Record<string, OperationDefinition>>;
}

/** How one operation goes over HTTP. */
export interface OperationDefinition {
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
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  /** A list repeats the parameter (`form`, exploded); otherwise its values are joined by commas. */
  readonly explode: boolean;
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

/**
 * Derives the table of a contract's operations. Throws `TercetError` (`contract`) for what a client cannot do: a required
 * cookie, a required body that is not JSON.
 */
export function clientDefinition(contract: Contract): ClientDefinition {
  return {
    service: contract.service,
    version: contract.version,
    operations: Object.fromEntries(
      contract.operations.map((operation) => [operation.id, operationDefinition(contract, operation)]),
    ),
  };
}

/** The parameters that a caller gives; credentials, trace context and idempotency keys are the transport's. */
export function callerParameters(operation: Operation): readonly (Parameter & { in: "path" | "query" | "header" })[] {
  return operation.parameters.filter(
    (parameter): parameter is Parameter & { in: "path" | "query" | "header" } =>
      parameter.in !== "cookie" && !(parameter.in === "header" && transportHeaders.has(parameter.name.toLowerCase())),
  );
}

/** The JSON media type among an operation's or a response's, if there is one: `application/json`, `…+json`. */
export function jsonMediaType(mediaTypes: Iterable<string>): string | undefined {
  for (const mediaType of mediaTypes) if (isJson(mediaType)) return mediaType;
  return undefined;
}

/** Whether a media type carries JSON (RFC 6839, section 3.1). */
export function isJson(mediaType: string): boolean {
  const essence = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  return essence === "application/json" || essence.endsWith("+json");
}

function operationDefinition(contract: Contract, operation: Operation): OperationDefinition {
  const unsupported = (what: string) =>
    new TercetError(
      "contract",
      `${contract.source}: operation ${operation.id} ${what}, which a typed client cannot send; offer JSON instead.`,
      { place: { file: contract.source, pointer: operation.pointer } },
    );
  if (operation.parameters.some((parameter) => parameter.in === "cookie" && parameter.required)) {
    throw unsupported("needs a cookie");
  }
  const mediaType = jsonMediaType(operation.requestBody?.content.keys() ?? []);
  if (operation.requestBody?.required && mediaType === undefined) throw unsupported("needs a body that is not JSON");
  const idempotencyHeader = operation.parameters.find(
    (parameter) => parameter.in === "header" && parameter.name.toLowerCase() === "idempotency-key",
  )?.name;
  return {
    method: operation.method,
    path: operation.path,
    parameters: callerParameters(operation).map(({ name, in: location, required, explode }) => ({
      name,
      in: location,
      required,
      explode,
    })),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(idempotencyHeader === undefined ? {} : { idempotencyHeader }),
    success: [...operation.responses.keys()].filter((status) => /^2(\d\d|XX)$/i.test(status)),
  };
}
