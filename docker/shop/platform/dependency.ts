import type { Agent } from "node:https";
import type { z } from "zod";
import { callJson } from "./https-client.ts";
import type { Logs } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { Problem, unavailable } from "./problem.ts";
import { createOutputThrottle } from "./throttle-output.ts";
import { type Trace, writeTraceparent } from "./trace.ts";

/** For all attempts of one read together, beside the wait for the declared rate. */
const deadlineMilliseconds = 2_000;

/** Another service, as this one needs it: it only reads there. */
export interface Dependency {
  readonly name: string;
  /**
   * Reads an object; undefined where there is none (404). `schema` says only what the caller uses, so that a newer minor
   * version may say more. Throws `Problem` 503 when no usable answer comes in a few seconds.
   */
  read<Schema extends z.ZodType>(path: string, schema: Schema, trace: Trace): Promise<z.output<Schema> | undefined>;
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
  const { name, metrics } = options;
  const urls = [...options.urls];
  const throttle = createOutputThrottle(name, options.requestsPerSecond);

  async function attempt(url: string, path: string, trace: Trace) {
    const authorization = `Bearer ${await options.token()}`;
    const answer = await throttle(() =>
      callJson({
        url: new URL(path, url),
        method: "GET",
        headers: { authorization, accept: "application/json", traceparent: writeTraceparent(trace) },
        agent: options.agent,
        signal: AbortSignal.timeout(deadlineMilliseconds / urls.length),
      }),
    );
    if (answer.status !== 200 && answer.status !== 404) throw new Error(`${name} answered ${answer.status}`);
    return answer;
  }

  return {
    name,
    async read(path, schema, trace) {
      let failure: unknown;
      for (const url of [...urls]) {
        const startedAt = performance.now();
        const measure = (outcome: Parameters<Metrics["dependency"]>[1]) =>
          metrics.dependency(name, outcome, (performance.now() - startedAt) / 1000);
        try {
          const { status, body } = await attempt(url, path, trace);
          const result = status === 404 ? undefined : schema.parse(body);
          measure("answered");
          return result;
        } catch (error) {
          failure = error;
          if (error instanceof Problem) {
            measure("throttled");
            throw error;
          }
          measure("failed");
          options.logs.technical.warn({ err: error, dependency: name, traceId: trace.id }, "a call failed");
          if (urls[0] === url) urls.push(urls.shift() as string);
        }
      }
      throw unavailable(name, failure);
    },
  };
}
