import { setTimeout as sleep } from "node:timers/promises";
import { retryAfterSeconds } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import { type Outcome, tryCall } from "../load/outcome.ts";
import type { Reach, ReachingCall } from "./reach.ts";

/** As long as a consumer may leave a dependency alone that is back: circuit breakers commonly wait for half of it. */
export const recoverySeconds = 60;
/** The bound where the service itself says that it can be asked again at once. */
const atOnceSeconds = 3;
const pollMilliseconds = 200;

/** How long a recovery took, or what still came at the end of the bound. */
export type Recovery = { readonly milliseconds: number } | { readonly bound: number; readonly last: Outcome };

/** Waits until every instance answers as it did before, while the dependency is well again. */
export async function awaitRecovery(context: CheckContext, { reaching, instances }: Reach): Promise<Recovery> {
  const startedAt = performance.now();
  const [probe] = reaching as readonly [ReachingCall, ...ReachingCall[]];
  for (const instance of instances) {
    for (;;) {
      const request = await context.at(instance).bind(probe.call);
      const last = await tryCall(context, probe.call, request);
      if ("exchange" in last && last.exchange.response.status === probe.usual.response.status) break;
      const bound = boundOf(last);
      if (performance.now() - startedAt >= bound * 1000) return { bound, last };
      await sleep(pollMilliseconds, undefined, { signal: context.signal });
    }
  }
  return { milliseconds: performance.now() - startedAt };
}

/** RFC 9110 §10.2.3: how long the service says that it will be unavailable, where that is no time at all. */
function boundOf(outcome: Outcome): number {
  const asked = "exchange" in outcome ? retryAfterSeconds(outcome.exchange.response.headers["retry-after"]) : undefined;
  return asked === 0 ? atOnceSeconds : recoverySeconds;
}
