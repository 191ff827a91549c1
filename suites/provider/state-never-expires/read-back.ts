import type { CheckContext, Report } from "../../kit/check.ts";
import { redactExchange } from "../../kit/redact.ts";
import { contentOf, isSuccess } from "../idempotent-messages/answers.ts";
import type { Laid } from "./lay.ts";
import { lostFrom } from "./lost.ts";

/** Nobody waits longer in a verification, in seconds; what lasts longer is for the sentinel. */
const maxWaitSeconds = 15;
/** Also what has no life to outlive is left alone for so long: it may have one that nobody told of. */
const minRestSeconds = 2;
/** Beyond the end of a life by so much: clocks count in whole seconds. */
const beyondSeconds = 0.5;

/** For how long an object is left alone, from its creation on, in seconds. */
export function restSeconds({ tokenSeconds = 0, freshnessSeconds }: Laid): number {
  return Math.min(maxWaitSeconds, Math.max(minRestSeconds, tokenSeconds, freshnessSeconds) + beyondSeconds);
}

/** Reads an object back after its rest. */
export async function judgeReadBack(
  context: CheckContext,
  laid: Laid,
  subject: Pick<Report, "check" | "operation">,
): Promise<Report> {
  const { operation, reading, before, createdAt } = laid;
  const after = await context.send(await context.bind(reading), reading.operation);
  const seconds = ((performance.now() - createdAt) / 1000).toFixed(1);
  const { status } = after.response;
  const evidence = redactExchange(after);
  const isGone = status === 404 || status === 410;
  if (!isSuccess(after) && !isGone) {
    const message = `Whether it is still there cannot be told: ${reading.operation.id} answered ${status} after ${seconds} s.`;
    return { ...subject, verdict: "inconclusive", message, evidence };
  }
  const lost = isGone ? "" : lostFrom(contentOf(before.response.body), contentOf(after.response.body));
  if (lost !== undefined) {
    const what = isGone ? `answered ${status}` : `read without what stood at ${lost === "" ? "its root" : lost}`;
    const message = `${operation.id} must show what was created for as long as nobody deletes it (x-tercet.neverExpires), and ${seconds} s after the creation${outlived(laid)} ${reading.operation.id} ${what}.`;
    return { ...subject, verdict: "fail", message, evidence };
  }
  const unproved = whatIsNotOutlived(laid);
  return unproved === undefined
    ? {
        ...subject,
        verdict: "pass",
        message: `${operation.id} still shows it ${seconds} s after the creation${outlived(laid)}.`,
      }
    : { ...subject, verdict: "skipped", message: `it is there after ${seconds} s; ${unproved}` };
}

function outlived({ tokenSeconds, freshnessSeconds }: Laid): string {
  const lives = [
    ...(tokenSeconds === undefined ? [] : [`the token that created it (${tokenSeconds} s)`]),
    ...(freshnessSeconds === 0 ? [] : [`its time in caches (${freshnessSeconds} s)`]),
  ];
  return lives.length === 0 ? "" : `, after ${lives.join(" and ")} had ended,`;
}

function whatIsNotOutlived({ tokenSeconds, freshnessSeconds }: Laid): string | undefined {
  if (freshnessSeconds + beyondSeconds > maxWaitSeconds) {
    return `its answers may be taken from caches for ${Math.round(freshnessSeconds)} s, and no longer than ${maxWaitSeconds} s is waited; in production a sentinel tells`;
  }
  if (tokenSeconds === undefined && freshnessSeconds === 0) {
    return "there is no life to outlive: without the issuer's keys no short token can be made, and its answers are not cached";
  }
  return undefined;
}
