import { BusinessError, problemSlug } from "./business-error.ts";
import type { ClientDefinition } from "./definition.ts";
import { buildRequest } from "./request.ts";
import type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

export { BusinessError } from "./business-error.ts";
export type { Clients } from "./clients.ts";
export type { ClientDefinition } from "./definition.ts";
export type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

/**
 * Makes a client with one method for each operation: `(parameters, body)`, `(parameters)`, `(body)` or `()`, as the
 * operation needs. A method returns the business object of the success, or throws `BusinessError`; what the transport
 * throws passes through. `Client` is the generated interface of the same definition.
 */
export function createClient<Client>(definition: ClientDefinition, transport: Transport): Client {
  const methods = Object.entries(definition.operations).map(([id, operation]) => {
    const takesParameters = operation.parameters.length > 0;
    const method = async (...given: unknown[]): Promise<unknown> => {
      const parameters = takesParameters ? (given.shift() ?? {}) : {};
      const request = buildRequest(definition, id, parameters as Record<string, unknown>, given.shift());
      return businessObject(request, await transport(request));
    };
    return [id, method];
  });
  return Object.fromEntries(methods) as Client;
}

function businessObject(request: ClientRequest, answer: ClientAnswer): unknown {
  if (request.succeeds(answer.status)) return answer.body;
  const problem = (typeof answer.body === "object" && answer.body !== null ? answer.body : {}) as {
    type?: unknown;
    title?: unknown;
    detail?: unknown;
  };
  throw new BusinessError({
    slug: problemSlug(problem.type),
    title: typeof problem.title === "string" ? problem.title : `status ${answer.status}`,
    status: answer.status,
    detail: typeof problem.detail === "string" ? problem.detail : "",
    service: request.service,
    operation: request.operation,
  });
}
