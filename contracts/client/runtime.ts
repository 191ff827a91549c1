import { BusinessError, problemSlug } from "./business-error.ts";
import { type CallOptions, sendWithin } from "./deadline.ts";
import type { ClientDefinition } from "./definition.ts";
import { buildRequest } from "./request.ts";
import type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

export { BusinessError } from "./business-error.ts";
export type { Clients } from "./clients.ts";
export type { CallOptions } from "./deadline.ts";
export type { ClientDefinition } from "./definition.ts";
export type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

/**
 * Makes a client with one method for each operation: `(parameters, body, options)`, without parameters or body where the
 * operation takes none. A method returns the business object of the success, or throws `BusinessError`; what the transport
 * throws passes through. `Client` is the generated interface of the same definition.
 */
export function createClient<Client>(definition: ClientDefinition, transport: Transport): Client {
  const methods = Object.entries(definition.operations).map(([id, operation]) => {
    const method = async (...given: unknown[]): Promise<unknown> => {
      const parameters = operation.parameters.length > 0 ? (given.shift() ?? {}) : {};
      const body = operation.mediaType === undefined ? undefined : given.shift();
      const { idempotencyKey, ...bounds } = (given.shift() ?? {}) as CallOptions;
      const request = buildRequest(definition, id, parameters as Record<string, unknown>, body, idempotencyKey);
      return businessObject(request, await sendWithin(transport, { ...request, ...bounds }));
    };
    return [operation.call ?? id, method];
  });
  return Object.fromEntries(methods) as Client;
}

/**
 * Makes the test whether something that was thrown is a refusal which the contract lists; `Refusal` is the generated union,
 * told apart by `slug`.
 */
export function refusalsOf<Refusal extends BusinessError>(
  definition: ClientDefinition,
): (error: unknown) => error is Refusal {
  const slugs = new Set(definition.refusals);
  return (error): error is Refusal =>
    error instanceof BusinessError && error.service === definition.service && slugs.has(error.slug);
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
    problem: answer.body,
    service: request.service,
    operation: request.operation,
  });
}
