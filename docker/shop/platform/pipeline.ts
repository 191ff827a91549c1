import type { IncomingMessage } from "node:http";
import type { ContractSource } from "../../../contracts/source/kit/index.ts";
import { requireAcceptable } from "./accept.ts";
import { type Answer, refused } from "./answer.ts";
import type { Caller } from "./authenticate.ts";
import { requireRole } from "./authorize.ts";
import { hasBody, readBody, requireJson } from "./body.ts";
import { securityHeaders } from "./headers.ts";
import { requireIdempotencyKey } from "./idempotency.ts";
import type { Logs } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { parseJson } from "./parse.ts";
import { type Means, perform } from "./perform.ts";
import { Problem } from "./problem.ts";
import { readQuery, splitTarget } from "./query.ts";
import { createRouter, type Route } from "./route.ts";
import type { InputThrottle } from "./throttle-input.ts";
import { readTrace, type Trace } from "./trace.ts";
import { type Input, validateInput } from "./validate-input.ts";
import { findContractBreach, successMediaTypes } from "./validate-output.ts";

/** What requests go through, in this order, before and after their handler. */
export interface Stages extends Means {
  readonly contract: ContractSource;
  readonly authenticate: (request: IncomingMessage) => Promise<Caller>;
  readonly throttle: InputThrottle;
  readonly metrics: Metrics;
}

/** Answers one request, whatever happens. */
export type Pipeline = (request: IncomingMessage) => Promise<Answer>;

/** Puts the stages together. */
export function createPipeline(stages: Stages): Pipeline {
  const findRoute = createRouter(stages.contract);
  return async (request) => {
    const startedAt = performance.now();
    const trace = readTrace(request.headers.traceparent);
    const headers: Record<string, string> = { ...securityHeaders };
    const { pathname, search } = splitTarget(request.url ?? "");
    // Looked up first, for the measurements; told only to those who are known.
    const routing = findRoute(request.method ?? "", pathname);
    const { route } = routing;
    let answer: Answer;
    try {
      const caller = await authenticate(stages, request);
      // A path or method that nobody knows is counted as well, all of them together.
      const quota = stages.throttle.count(caller.subject, route?.id ?? "unknown", route?.operation);
      Object.assign(headers, await quota);
      if (route === undefined) throw routing.problem;
      requireAcceptable(request.headers.accept, successMediaTypes(route.operation));
      requireRole(caller, route.operation);
      const input = await readInput(request, route, search);
      answer = await perform(stages, { route, pathname, input, caller, trace });
    } catch (error) {
      answer = toAnswer(error, trace, stages.logs);
    }
    const whole = { ...answer, headers: { ...headers, ...answer.headers } };
    const breach = route === undefined ? undefined : findContractBreach(route.operation, whole);
    // What would break the contract is a defect, and is not sent.
    const sent = breach === undefined ? whole : { ...toAnswer(new Error(breach), trace, stages.logs), headers };
    record(stages, request, route, sent, trace, performance.now() - startedAt);
    return sent;
  };
}

async function authenticate({ authenticate, throttle }: Stages, request: IncomingMessage): Promise<Caller> {
  try {
    return await authenticate(request);
  } catch (error) {
    await throttle.countFailure(request.socket.remoteAddress ?? "");
    throw error;
  }
}

async function readInput(request: IncomingMessage, { operation, path }: Route, search: string): Promise<Input> {
  const query = readQuery(search);
  if (operation.body === undefined) {
    if (hasBody(request)) throw new Problem(400, "validation-failed", "This operation takes no body.");
    return validateInput(operation, { path, query, headers: request.headers, body: undefined });
  }
  requireJson(request);
  requireIdempotencyKey(operation, request);
  const body = parseJson(await readBody(request));
  return validateInput(operation, { path, query, headers: request.headers, body });
}

/** What is thrown becomes an answer; what was not meant to be thrown is a defect, and the caller learns nothing of it. */
function toAnswer(error: unknown, trace: Trace, logs: Logs): Answer {
  const isDefect = !(error instanceof Problem);
  if (isDefect) logs.technical.error({ err: error, traceId: trace.id }, "a request met a defect");
  const problem = isDefect ? new Problem(500, "internal-error", "The service met a defect of its own.") : error;
  if (problem.status === 503) logs.technical.warn({ err: problem.cause, traceId: trace.id }, problem.message);
  return refused(problem);
}

function record(
  { metrics, logs }: Stages,
  request: IncomingMessage,
  route: Route | undefined,
  { status, body }: Answer,
  trace: Trace,
  milliseconds: number,
): void {
  const operation = route?.id ?? "unknown";
  metrics.request(operation, status, milliseconds / 1000);
  if (status >= 400) {
    const type = (body as { type?: unknown } | undefined)?.type;
    metrics.refusal(operation, typeof type === "string" ? type.slice(type.lastIndexOf("/") + 1) : "self-test-failed");
  }
  const durationMilliseconds = Math.round(milliseconds * 10) / 10;
  logs.technical.info(
    { method: request.method, operation, status, durationMilliseconds, traceId: trace.id },
    "request",
  );
}
