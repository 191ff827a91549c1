import type { Exchange } from "../../kit/exchange.ts";
import { refusedForItsForm } from "../harmless-request.ts";
import { evasions } from "./evasions.ts";
import { judgeEvasion } from "./judge-evasion.ts";
import { isTooStrict, judgeAbove, judgeBelow, judgeCountdown, reasonUnseen } from "./judge-trial.ts";
import { judgeOtherClient } from "./other-client.ts";
import { judgeRefusal, refusalWays } from "./refusal.ts";
import { reportOn, type Subject } from "./subject.ts";
import { exhaust, type Reading, readTrial, restUntilOpposite, type Trial } from "./trial.ts";

/** The last refusal of a client: where its recovery begins. */
export interface Refused {
  readonly exchange: Exchange;
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
}

/**
 * Sends up to the limit of an operation and beyond it, and judges what is let through and what is refused. Undefined where
 * nothing was refused.
 */
export async function judgeOperation(subject: Subject): Promise<Refused | undefined> {
  const tried = await tryLimit(subject);
  const quicker = tried.reading === "not reached" ? refusedForItsForm(subject.harmless) : undefined;
  if (quicker === undefined) return judgeTrial(subject, tried);
  // What the operation does takes too long to exceed its limit; what is refused for its form may be counted as well.
  await restUntilOpposite(subject, tried.trial);
  const other = { ...subject, harmless: quicker };
  const second = await tryLimit(other);
  return second.trial.refusal === undefined ? judgeTrial(subject, tried) : judgeTrial(other, second);
}

async function judgeTrial(subject: Subject, { trial, reading }: Tried): Promise<Refused | undefined> {
  const { context, operation } = subject;
  const unseen = reasonUnseen(trial, subject);
  if (unseen !== undefined) {
    reportOn(subject, "above-rate", unseen);
    return undefined;
  }
  reportOn(subject, "below-rate", judgeBelow(subject, trial));
  reportOn(subject, "above-rate", judgeAbove(subject, trial, reading));
  if (trial.refusal === undefined) return undefined;
  for (const way of Object.keys(refusalWays)) reportOn(subject, way, judgeRefusal(way, trial.refusal, subject));
  reportOn(subject, "countdown", judgeCountdown(subject, trial));
  if (context.selects("other-client", operation.id)) {
    reportOn(subject, "other-client", await judgeOtherClient(subject));
  }
  let { refusal } = trial;
  for (const evasion of evasions) {
    if (!context.selects(evasion.name, operation.id)) continue;
    const tried = await judgeEvasion(subject, evasion, trial);
    reportOn(subject, evasion.name, tried);
    refusal = tried.refusal ?? refusal;
  }
  return { exchange: refusal, at: performance.now() };
}

/** A trial, and what it says. */
interface Tried {
  readonly trial: Trial;
  readonly reading: Reading;
}

/** Where one trial leaves a doubt, or others may have used the limit up, another one is made after a rest. */
async function tryLimit(subject: Subject): Promise<Tried> {
  const trial = await exhaust(subject);
  const reading = readTrial(trial, subject.limit);
  if (reading !== "doubtful" && !isTooStrict(trial)) return { trial, reading };
  await restUntilOpposite(subject, trial);
  const second = await exhaust(subject);
  const again = readTrial(second, subject.limit);
  return { trial: second, reading: reading === "doubtful" && again === "doubtful" ? "exceeded" : again };
}
