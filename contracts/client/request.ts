import type { ClientDefinition, ParameterDefinition } from "./definition.ts";
import { serializeParameter } from "./serialize.ts";
import type { ClientRequest } from "./transport.ts";

/**
 * Binds an operation's parameters and body. `idempotencyKey` repeats an earlier call; without one a fresh key is made. Throws `TypeError` when the operation is unknown or a required parameter is missing: the types of a generated client
 * make both impossible.
 */
export function buildRequest(
  definition: ClientDefinition,
  operationId: string,
  parameters: Readonly<Record<string, unknown>>,
  body: unknown,
  idempotencyKey: string = crypto.randomUUID(),
): ClientRequest {
  const operation = definition.operations[operationId];
  if (operation === undefined) throw new TypeError(`${definition.service} has no operation ${operationId}`);
  const argumentOf = (parameter: ParameterDefinition) => parameters[parameter.argument ?? parameter.name];
  const given = operation.parameters.filter((parameter) => {
    if (argumentOf(parameter) !== undefined) return true;
    if (parameter.required) throw new TypeError(`${operationId} needs the parameter ${parameter.name}`);
    return false;
  });
  const at = (location: ParameterDefinition["in"]) => given.filter((parameter) => parameter.in === location);
  const written = (parameter: ParameterDefinition) => serializeParameter(parameter, argumentOf(parameter));
  const segments = new Map(at("path").map((parameter) => [parameter.name, written(parameter)]));
  const path = operation.path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const segment = segments.get(name);
    // An empty segment or a dot segment would address another resource (RFC 3986, section 5.2.4).
    if (segment !== undefined && !["", ".", ".."].includes(segment)) return segment;
    throw new TypeError(`${operationId} cannot put ${JSON.stringify(segment ?? "nothing")} into its path`);
  });
  const query = at("query")
    .map(written)
    .filter((pairs) => pairs !== "");
  const { mediaType, idempotencyHeader } = operation;
  return {
    service: definition.service,
    operation: operationId,
    method: operation.method,
    path: query.length === 0 ? path : `${path}?${query.join("&")}`,
    parameters,
    headers: Object.fromEntries(at("header").map((parameter) => [parameter.name, written(parameter)])),
    ...(body === undefined || mediaType === undefined ? {} : { body: { mediaType, value: body } }),
    ...(idempotencyHeader === undefined ? {} : { idempotency: { header: idempotencyHeader, key: idempotencyKey } }),
    succeeds: (status) =>
      operation.success.some(
        (expected) =>
          expected === String(status) || (expected.toUpperCase() === "2XX" && status >= 200 && status < 300),
      ),
  };
}
