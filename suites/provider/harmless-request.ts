import type { Contract, Operation } from "../../contracts/index.ts";
import type { Call, CheckContext } from "../kit/check.ts";
import type { HttpRequest } from "../kit/exchange.ts";

/** A request that may be sent a few hundred times, since it has one effect at the most. */
export interface HarmlessRequest {
  readonly call: Call;
  readonly request: HttpRequest;
  /** It is refused for its form: a service that looks at the form before it counts never answers 429 to it. */
  readonly isMalformed: boolean;
}

/** No JSON (RFC 8259): refused by who reads it. */
const malformed = "{";

/**
 * A request to repeat: the operation as it should be called, always the same. One that creates is given one idempotency key for
 * all, and one that takes none a body that cannot be read. Otherwise the reason why there is no such request.
 */
export async function harmlessRequest(
  context: CheckContext,
  operation: Operation,
): Promise<HarmlessRequest | { readonly unreachable: string }> {
  const prepared = await context.state.prepare(operation);
  const isReading = operation.method === "get" || operation.method === "head";
  const reached = "unreachable" in prepared && isReading ? context.state.sample(operation) : prepared;
  if ("unreachable" in reached) return reached;
  const request = await context.bind(reached.call);
  if (!createsEachTime(context.contract, operation)) return { call: reached.call, request, isMalformed: false };
  return request.body === undefined
    ? { unreachable: "each request would create an object, and it takes neither an idempotency key nor a body" }
    : { call: reached.call, request: { ...request, body: malformed }, isMalformed: true };
}

/** The same request with a body that cannot be read, which costs the service next to nothing; undefined where it has no body. */
export function refusedForItsForm(harmless: HarmlessRequest): HarmlessRequest | undefined {
  if (harmless.isMalformed || harmless.request.body === undefined) return undefined;
  return { ...harmless, request: { ...harmless.request, body: malformed }, isMalformed: true };
}

/** True where each of several equal requests creates: POST and PATCH without an idempotency key. */
function createsEachTime({ operations }: Contract, { method, parameters, responses }: Operation): boolean {
  if (method !== "post" && method !== "patch") return false;
  if (parameters.some(({ name, in: place }) => place === "header" && /^idempotency-key$/i.test(name))) return false;
  const leadsToDeletion = [...responses.values()].some(({ links }) =>
    links.some(({ operationId }) => operations.some(({ id, method }) => id === operationId && method === "delete")),
  );
  return responses.has("201") || (leadsToDeletion && !isActionOnObject(parameters));
}

/** `POST /orders/{id}/cancellation`: links to the deletion of what was there before. */
function isActionOnObject(parameters: Operation["parameters"]): boolean {
  return parameters.some(({ in: place }) => place === "path");
}
