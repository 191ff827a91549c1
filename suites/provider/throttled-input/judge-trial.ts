import type { Exchange } from "../../kit/exchange.ts";
import { rateLimitFields } from "./fields.ts";
import { describeLimit } from "./limit.ts";
import type { Judged, Subject } from "./subject.ts";
import { type Reading, secondsOf, type Trial } from "./trial.ts";

/** From so many answers on that tell what is left, they must tell of it differently. */
const fewestTold = 4;

/** A service that refused although less was sent than the limit grants. */
export function isTooStrict({ accepted, refusal, granted }: Trial): boolean {
  return refusal !== undefined && accepted.length < granted;
}

/** Why a trial says nothing: answers that may come from before the place where requests are counted. */
export function reasonUnseen({ accepted, refusal }: Trial, { operation, harmless }: Subject): Judged | undefined {
  if (refusal !== undefined) return undefined;
  const statuses = [...new Set(accepted.map(({ response }) => response.status))];
  const answered = `${operation.id} answered ${statuses.join(", ")}`;
  const isRefusedBefore = statuses.every((status) => status === 401 || status === 403);
  if (isRefusedBefore || statuses.every((status) => status >= 500)) {
    const message = `${answered}${isRefusedBefore ? " to a good token" : ""}; so its limit could not be reached.`;
    return { verdict: "inconclusive", message, exchange: accepted[0] };
  }
  if (!harmless.isMalformed) return undefined;
  const message = `not exercised: each accepted request would create an object, and malformed ones are not counted (${answered}); declare an Idempotency-Key`;
  return { verdict: "skipped", message };
}

/** Whether as many are let through as the limit grants. */
export function judgeBelow({ operation, limit }: Subject, trial: Trial): Judged {
  const { accepted, refusal, granted } = trial;
  if (isTooStrict(trial)) {
    const message = `${operation.id} grants each client ${describeLimit(limit)} (x-tercet.rateLimit), and to one that had rested it answered 429 after ${accepted.length}.`;
    return { verdict: "fail", message, exchange: refusal };
  }
  if (granted === 0) {
    return { verdict: "skipped", message: "not exercised: earlier requests had used the limit up" };
  }
  const message = `${operation.id} let through ${Math.min(accepted.length, granted)} requests of one client in ${secondsOf(trial).toFixed(2)} s, and grants ${describeLimit(limit)}.`;
  return { verdict: "pass", message };
}

/** Whether more are refused, and with the right status. */
export function judgeAbove({ operation, limit }: Subject, trial: Trial, reading: Reading): Judged {
  const { accepted, granted } = trial;
  const sent = `${accepted.length} requests of one client in ${secondsOf(trial).toFixed(2)} s`;
  if (reading === "held") {
    return { verdict: "pass", message: `${operation.id} answers 429 above ${describeLimit(limit)}: after ${sent}.` };
  }
  if (reading !== "exceeded") {
    const message = `${operation.id} answered ${sent}, too slowly to exceed ${describeLimit(limit)} for sure; so its limit could not be judged.`;
    return { verdict: "inconclusive", message };
  }
  const usual = new Set(accepted.slice(0, granted).map(({ response }) => response.status));
  const odd = accepted.slice(granted).find(({ response }) => response.status >= 400 && !usual.has(response.status));
  const happened = odd === undefined ? `it let through ${sent}` : `it answered ${odd.response.status}`;
  const message = `Above ${describeLimit(limit)} (x-tercet.rateLimit) ${operation.id} must answer 429 (RFC 6585 §4), and ${happened}.`;
  return { verdict: "fail", message, exchange: odd ?? accepted.at(-1) };
}

/** Whether answers that tell what is left tell of less after a burst that took a part of the window. */
export function judgeCountdown({ operation, limit }: Subject, trial: Trial): Judged {
  const told = trial.accepted
    .map(({ response }) => rateLimitFields(response, limit).remaining)
    .filter(({ length }) => length > 0);
  if (told.length < fewestTold) {
    const message = `not exercised: ${told.length} answers of ${operation.id} that were no refusals told what is left`;
    return { verdict: "skipped", message };
  }
  if (secondsOf(trial) > limit.windowSeconds / 2) {
    const message = `not exercised: the answers of ${operation.id} took longer than half a window, in which more may be granted`;
    return { verdict: "skipped", message };
  }
  const [first = []] = told;
  if (first.some((_, policy) => new Set(told.map((remaining) => remaining[policy])).size > 1)) {
    return { verdict: "pass", message: `The rate-limit fields of ${operation.id} count down.` };
  }
  const message = `The rate-limit fields must tell what is left (draft-ietf-httpapi-ratelimit-headers §4.1.1), and ${told.length} answers of ${operation.id} in a row told of ${first.join(", ")}.`;
  return { verdict: "fail", message, exchange: trial.accepted.at(-1) as Exchange };
}
