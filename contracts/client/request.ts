import type { ClientDefinition, ParameterDefinition } from "./definition.ts";
import type { ClientRequest } from "./transport.ts";

/**
 * Binds an operation's parameters and body. `idempotencyKey` repeats an earlier call; without one a fresh key is made.
 * Throws `TypeError` when the operation is unknown or a required parameter is missing: the types of a generated client
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
  const given = operation.parameters.filter((parameter) => {
    if (parameters[parameter.name] !== undefined) return true;
    if (parameter.required) throw new TypeError(`${operationId} needs the parameter ${parameter.name}`);
    return false;
  });
  const at = (location: ParameterDefinition["in"]) => given.filter((parameter) => parameter.in === location);
  const query = new URLSearchParams();
  for (const parameter of at("query")) {
    for (const value of values(parameter, parameters[parameter.name])) query.append(parameter.name, value);
  }
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    pathSegment(operationId, parameters[name]),
  );
  const { mediaType, idempotencyHeader } = operation;
  return {
    service: definition.service,
    operation: operationId,
    method: operation.method,
    path: query.size === 0 ? path : `${path}?${query}`,
    parameters,
    headers: Object.fromEntries(at("header").map((parameter) => [parameter.name, String(parameters[parameter.name])])),
    ...(body === undefined || mediaType === undefined ? {} : { body: { mediaType, value: body } }),
    ...(idempotencyHeader === undefined ? {} : { idempotency: { header: idempotencyHeader, key: idempotencyKey } }),
    succeeds: (status) =>
      operation.success.some(
        (expected) =>
          expected === String(status) || (expected.toUpperCase() === "2XX" && status >= 200 && status < 300),
      ),
  };
}

function values(parameter: ParameterDefinition, value: unknown): string[] {
  if (!Array.isArray(value)) return [String(value)];
  return parameter.explode ? value.map(String) : [value.map(String).join(",")];
}

/** An empty segment or a dot segment would address another resource (RFC 3986, section 5.2.4). */
function pathSegment(operationId: string, value: unknown): string {
  const text = String(value);
  if (value === undefined || text === "" || text === "." || text === "..") {
    throw new TypeError(`${operationId} cannot put ${JSON.stringify(text)} into its path`);
  }
  return encodeURIComponent(text);
}
