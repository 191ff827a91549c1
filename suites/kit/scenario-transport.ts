import { randomBytes } from "node:crypto";
import {
  type ClientAnswer,
  type ClientRequest,
  type Contract,
  isJson,
  type Operation,
  retryAfterSeconds,
  schemasOf,
  type Transport,
} from "../../contracts/index.ts";
import { judgeAnswer } from "../provider/answers/judge.ts";
import { ContractViolation } from "./contract-violation.ts";
import { present, presentedFor } from "./credentials/authenticate.ts";
import { credentialsOf } from "./credentials/of-target.ts";
import type { Exchange, HttpRequest, Send } from "./exchange.ts";
import type { Identity } from "./identity.ts";
import type { Instance } from "./instance.ts";
import type { SyntheticMark } from "./synthetic-mark.ts";
import type { Target } from "./target.ts";

/** What all transports of one scenario's run share. */
export interface Wire {
  readonly send: Send;
  readonly mark: SyntheticMark;
  /** `tercet/1.2.3 synthetic`. */
  readonly userAgent: string;
  /** W3C Trace Context trace-id: one for the whole run. */
  readonly traceId: string;
  /** Which of a target's instances takes the next request. */
  nextInstance(target: Target): Instance;
  /** Told of every exchange, also of one that breaks the contract. */
  observe(operation: string, exchange: Exchange): void;
}

/**
 * Sends what a client asks for to a running service, as one person: token, trace context, synthetic mark, idempotency
 * key. What goes out and what comes back is held against the contract; throws `ContractViolation` where it differs, and
 * `NoAnswer` when no answer came.
 */
export function createScenarioTransport(wire: Wire, target: Target, identity: Identity): Transport {
  const operations = new Map(target.contract.operations.map((operation) => [operation.id, operation]));
  return async (request) => {
    const operation = operations.get(request.operation);
    if (operation === undefined)
      throw new TypeError(`${target.contract.service} has no operation ${request.operation}`);
    checkRequest(target.contract, operation, request);
    const exchange = await wire.send(await bind(wire, target, identity, operation, request));
    wire.observe(operation.id, exchange);
    const { faults } = judgeAnswer(target.contract, operation, exchange);
    if (faults.length > 0) {
      const message = `${target.contract.service} broke its contract when it answered ${operation.id} with ${exchange.response.status}: ${faults.join("; ")}.`;
      throw new ContractViolation("response", operation.id, message, exchange);
    }
    return answerOf(exchange);
  };
}

function checkRequest(contract: Contract, operation: Operation, { body }: ClientRequest): void {
  if (body === undefined) return;
  const schema = operation.requestBody?.content.get(body.mediaType)?.schema;
  const [error] = schema === undefined ? [] : schemasOf(contract).errors(schema, body.value);
  if (error === undefined) return;
  const message = `The scenario's ${operation.id} is not what the contract of ${contract.service} takes: ${error.pointer || "the body"} ${error.message}.`;
  throw new ContractViolation("request", operation.id, message);
}

async function bind(
  wire: Wire,
  target: Target,
  identity: Identity,
  operation: Operation,
  request: ClientRequest,
): Promise<HttpRequest> {
  const { body, idempotency } = request;
  const instance = wire.nextInstance(target);
  const bare: HttpRequest = {
    ...instance,
    method: request.method.toUpperCase(),
    url: `${instance.url}${request.path}`,
    headers: {
      ...request.headers,
      accept: "application/json, application/problem+json",
      "user-agent": wire.userAgent,
      traceparent: `00-${wire.traceId}-${randomBytes(8).toString("hex")}-01`,
      baggage: await wire.mark(),
      ...(idempotency === undefined ? {} : { [idempotency.header.toLowerCase()]: idempotency.key }),
      ...(body === undefined ? {} : { "content-type": body.mediaType }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body.value) }),
  };
  const credentials = credentialsOf(target);
  const presented =
    credentials === undefined ? undefined : await presentedFor(target.contract, operation, identity, credentials);
  return present(bare, presented ?? []);
}

function answerOf({ response }: Exchange): ClientAnswer {
  const { status, headers, body } = response;
  const wait = retryAfterSeconds(headers["retry-after"]);
  return {
    status,
    body: body === "" ? undefined : isJson(String(headers["content-type"])) ? JSON.parse(body) : body,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  };
}
