import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext, Report } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { type Instance, instanceName, instancesOf } from "../../kit/instance.ts";
import { redactExchange } from "../../kit/redact.ts";
import { interruptionOf } from "../../kit/time-limit.ts";
import { type HealthStatus, readHealth } from "./health.ts";

/** How often it is asked again. */
const everyMilliseconds = 250;
/** After so many different readings, asked for one after another, all are new. */
const renewals = 5;
/** As long is an answer's lifetime respected; one that lives longer is no test. */
const maxFreshSeconds = 30;

/** A self-test as it is asked for. */
export interface SelfTestRoute {
  readonly context: CheckContext;
  readonly operation: Operation;
  readonly call: Call;
}

/** What is said of one way, and the exchange that shows it. */
export interface Judged {
  readonly verdict: Report["verdict"];
  readonly message: string;
  readonly exchange?: Exchange | undefined;
}

/** Reports on one way. */
export function reportOn(
  { context, operation }: SelfTestRoute,
  way: string,
  { verdict, message, exchange }: Judged,
): void {
  const evidence = exchange === undefined || verdict === "pass" ? {} : { evidence: redactExchange(exchange) };
  context.report({ check: `self-test/${way}`, operation: operation.id, verdict, message, ...evidence });
}

/** Asks an instance to test itself; by default the one that the run asks for this operation. */
export async function runSelfTest({ context, operation, call }: SelfTestRoute, instance?: Instance): Promise<Exchange> {
  const bind = instance === undefined ? context.bind : context.at(instance).bind;
  const request = await bind(call);
  // A 503 is an answer of a self-test, and is not waited for; a 429 is none.
  const exchange = await context.sendAtOnce(request, operation);
  return exchange.response.status === 429 ? context.send(request, operation) : exchange;
}

/** The instances that test themselves. */
export function testedInstances({ context }: SelfTestRoute, urls: readonly string[] = []): readonly Instance[] {
  const instances = instancesOf(context.target);
  return urls.length === 0 ? instances : instances.filter(({ url }) => urls.includes(url));
}

/** What an answer says: by its body where that is health+json, else by its status code. */
export function statusOf({ response }: Exchange): HealthStatus {
  const health = readHealth(response);
  return "fault" in health ? (response.status < 400 ? "pass" : "fail") : health.status;
}

/**
 * Asks again and again until the self-test says so: at the longest `seconds`, and no longer than until all its readings were
 * taken anew. Returns the last answer of who does not.
 */
export async function awaitStatus(
  route: SelfTestRoute,
  instances: readonly Instance[],
  isReached: (status: HealthStatus) => boolean,
  seconds: number,
): Promise<Unreached | undefined> {
  const startedAt = performance.now();
  const { signal } = route.context;
  for (const instance of instances) {
    const isRenewed = watchReadings();
    for (;;) {
      const exchange = await runSelfTest(route, instance);
      if (isReached(statusOf(exchange))) break;
      const waited = (performance.now() - startedAt) / 1000;
      if (isRenewed(exchange) || waited >= seconds) {
        return {
          what: `${route.operation.id} at ${instanceName(instance)}`,
          waited: `${waited.toFixed(1)} s`,
          exchange,
        };
      }
      await sleep(everyMilliseconds, undefined, { signal }).catch(() => {
        throw interruptionOf(signal);
      });
    }
  }
  return undefined;
}

/** A self-test that did not say what was waited for. */
export interface Unreached {
  /** The operation and its instance. */
  readonly what: string;
  /** How long, with its unit. */
  readonly waited: string;
  readonly exchange: Exchange;
}

/**
 * Whether all readings of a self-test were surely taken since the watch began: the oldest one was seen to change as often as
 * shows that one which was under way then is over. Never where readings do not say when they were taken.
 */
function watchReadings(): (exchange: Exchange) => boolean {
  const seen = new Set<number>();
  return ({ response }) => {
    const health = readHealth(response);
    if (!("fault" in health) && health.times.length > 0) seen.add(Math.min(...health.times));
    return seen.size >= renewals;
  };
}

/** For how long an answer may be taken from before, in seconds (RFC 9111 §5.2.2): what was cut shows after it. */
export function freshSeconds({ response }: Exchange): number {
  const field = [response.headers["cache-control"] ?? ""].flat().join(",");
  const seconds = Number(/(?:^|[\s,])max-age="?(\d{1,9})/i.exec(field)?.[1] ?? 0);
  return Math.min(seconds, maxFreshSeconds);
}
