import type { Exchange } from "../../kit/exchange.ts";
import type { Evasion } from "./evasions.ts";
import { mostAccepted, refilled } from "./limit.ts";
import { freshRequest, type Judged, type Subject } from "./subject.ts";
import { exhaust, maxWindows, restUntilOpposite, sendBurst, type Trial } from "./trial.ts";

/** What came of an evasion, and the refusal that it ended with. */
export interface TriedEvasion extends Judged {
  readonly refusal?: Exchange | undefined;
}

/** So many tries are made where one leaves a doubt. */
const maxTries = 4;

/**
 * Tries an evasion right after the limit was used up by `trial`, and again half a window later where a new window of the
 * service may have begun meanwhile.
 */
export async function judgeEvasion(subject: Subject, evasion: Evasion, trial: Trial): Promise<TriedEvasion> {
  const { context, operation, limit, harmless } = subject;
  const next = evasion.requests(context, { ...harmless, request: await freshRequest(subject) });
  if (typeof next !== "function") return { verdict: "skipped", message: next.skipped };
  let begun = trial;
  const evident = new Set<number>();
  for (let tries = 0; ; tries++) {
    if (tries > 0) {
      await restUntilOpposite(subject, begun);
      begun = await exhaust(subject);
    }
    const { startedAt, endedAt, accepted } = begun;
    const most = () => mostAccepted(limit, (performance.now() - startedAt) / 1000) - accepted.length;
    const givenUpAt = performance.now() + maxWindows * 1000 * limit.windowSeconds;
    const isEnough = (more: number) => more > most() || performance.now() > givenUpAt;
    const burst = await sendBurst(context, operation, next, isEnough);
    const more = burst.accepted.length;
    const { refusal } = burst;
    if (refusal !== undefined && more <= refilled(limit, (burst.endedAt - endedAt) / 1000)) {
      const message = `When the limit of ${operation.id} is used up, requests ${evasion.what} are refused as well.`;
      return { verdict: "pass", message, refusal };
    }
    // Tries that took less than half a window each, half a window apart, cannot all have met the beginning of a new one.
    if (burst.endedAt - startedAt < 500 * limit.windowSeconds) evident.add(tries % 2);
    const happened = `${operation.id} let through ${more} more requests of the same client ${evasion.what}`;
    if (more > most() || evident.size === 2) {
      const message = `The limit is for one client over all instances (x-tercet.rateLimit), and when it was used up, ${happened}.`;
      return { verdict: "fail", message, exchange: burst.accepted.at(-1), refusal };
    }
    if (tries === maxTries - 1) {
      return { verdict: "inconclusive", message: `${happened}, too slowly to tell that from a new window.`, refusal };
    }
  }
}
