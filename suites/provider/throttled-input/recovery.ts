import type { Refused } from "./judge-operation.ts";
import { describeLimit } from "./limit.ts";
import { retryAfterOf } from "./retry-after.ts";
import { freshRequest, type Judged, type Subject } from "./subject.ts";
import { pause } from "./trial.ts";

/** As often is waited: a service that weighs the window before may need to be asked again. */
const maxWaits = 3;
/** For clocks that differ by a little. */
const slackMilliseconds = 20;

/** Whether a client that waits as long as it is asked to, or two windows, is served again. */
export async function judgeRecovery(subject: Subject, refused: Refused): Promise<Judged> {
  const { context, operation, limit } = subject;
  const waited: number[] = [];
  let { exchange, at } = refused;
  while (waited.length < maxWaits) {
    const asked = retryAfterOf(exchange.response, limit);
    const twoWindows = 2 * limit.windowSeconds;
    // Two windows are enough at first, whatever is asked; who still refuses then is obeyed.
    const isObeyed = typeof asked === "number" && (waited.length > 0 || asked < twoWindows);
    await pause(context, at + 1000 * (isObeyed ? asked : twoWindows) + slackMilliseconds - performance.now());
    const request = await freshRequest(subject);
    waited.push((performance.now() - at) / 1000);
    exchange = await context.sendAtOnce(request, operation);
    at = performance.now();
    if (exchange.response.status !== 429) {
      return { verdict: "pass", message: `${operation.id} serves a client again after ${describeWaits(waited)}.` };
    }
  }
  const message = `A client that waits as long as it is asked to (RFC 9110 §10.2.3), or two windows of ${describeLimit(limit)}, must be served again, and after ${describeWaits(waited)} ${operation.id} still answered 429.`;
  return { verdict: "fail", message, exchange };
}

function describeWaits(seconds: readonly number[]): string {
  return seconds.map((one) => `${one.toFixed(2)} s`).join(", then ");
}
