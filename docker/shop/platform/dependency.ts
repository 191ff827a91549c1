import type { Agent } from "node:https";
import { ZodError } from "zod";
import { BusinessError } from "../../../contracts/client/business-error.ts";
import { retrying } from "../../../contracts/client/retry.ts";
import { outputRate, throttling } from "../../../contracts/client/throttle.ts";
import type { ClientAnswer, ClientRequest, Transport } from "../../../contracts/client/transport.ts";
import { TercetError } from "../../../contracts/errors.ts";
import { callJson } from "./https-client.ts";
import type { Logs } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { unavailable } from "./problem.ts";
import { type Trace, writeTraceparent } from "./trace.ts";

/** For all attempts of one call together, beside the wait for the declared rate. */
const answerMilliseconds = 2_000;
/** How long a call waits for its turn at the most. */
const patienceMilliseconds = 1_500;

/** Another service, as this one needs it. */
export interface Dependency {
  readonly name: string;
  /**
   * Runs what a generated client does over the given transport, for one request of a caller. Throws `Problem` 503 when no
   * usable answer comes in a few seconds: none at all, a refusal that was not expected, or one that cannot be read.
   */
  ask<Result>(trace: Trace, use: (transport: Transport) => Promise<Result>): Promise<Result>;
}

/** Reaches another service at its instances, the nearest first; the one that failed last is asked last. */
export function createDependency(options: {
  readonly name: string;
  readonly urls: readonly string[];
  /** This instance's share of what the contract declares. */
  readonly requestsPerSecond: number;
  readonly token: () => Promise<string>;
  /** Holds connections, and knows the authority. */
  readonly agent: Agent;
  readonly metrics: Metrics;
  readonly logs: Logs;
}): Dependency {
  const { name, metrics, logs, requestsPerSecond } = options;
  const urls = [...options.urls];

  async function send(request: ClientRequest): Promise<ClientAnswer> {
    const url = urls[0] as string;
    const startedAt = performance.now();
    const measure = (outcome: "answered" | "failed") =>
      metrics.dependency(name, outcome, (performance.now() - startedAt) / 1000);
    try {
      const time = AbortSignal.timeout(answerMilliseconds / urls.length);
      const answer = await callJson({
        url: new URL(request.path, url),
        method: "GET",
        headers: { ...request.headers, authorization: `Bearer ${await options.token()}`, accept: "application/json" },
        agent: options.agent,
        signal: request.signal === undefined ? time : AbortSignal.any([request.signal, time]),
      });
      if (answer.status >= 500) throw new Error(`${name} answered ${answer.status}`);
      measure("answered");
      return answer;
    } catch (cause) {
      measure("failed");
      logs.technical.warn(
        { err: cause, dependency: name, traceId: request.headers.traceparent?.split("-")[1] },
        "a call failed",
      );
      if (urls[0] === url) urls.push(urls.shift() as string);
      throw new TercetError("surroundings", `${name} gave no answer to ${request.operation}.`, { cause });
    }
  }

  const throttled = throttling(send, { requestsPerSecond, maximumWaitMilliseconds: patienceMilliseconds });
  const transport = retrying(throttled, {
    deadlineMilliseconds: answerMilliseconds + patienceMilliseconds,
    maximumAttempts: Math.max(1, urls.length),
  });

  return {
    name,
    async ask(trace, use) {
      const traceparent = writeTraceparent(trace);
      const startedAt = performance.now();
      try {
        return await use((request) => transport({ ...request, headers: { ...request.headers, traceparent } }));
      } catch (error) {
        if (error instanceof TercetError && error.place.rule === outputRate) {
          metrics.dependency(name, "throttled", (performance.now() - startedAt) / 1000);
        }
        const isUnusable = [TercetError, BusinessError, ZodError].some((type) => error instanceof type);
        throw isUnusable ? unavailable(name, error) : error;
      }
    },
  };
}
