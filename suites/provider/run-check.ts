import { setTimeout as sleep } from "node:timers/promises";
import { type Finding, TercetError } from "../../contracts/index.ts";
import type { Check, CheckContext, CleanUp, Report } from "../kit/check.ts";
import { interruptionOf, startTimeLimit } from "../kit/time-limit.ts";
import { leavesNoTrack, reportsOf } from "./leaves-no-track.ts";
import type { Session } from "./session/session.ts";

/** `Check.maxSeconds` is meant for a contract of so many operations; a larger one gets more time in proportion. */
const usualOperations = 50;
/** A check that does not heed its signal is left behind after the time of one exchange, and so much more. */
const graceMilliseconds = 1000;
/** As many operations are named that a check did not get to. */
const maxNamed = 5;

/** What a check found, and what ended it early. */
export interface CheckOutcome {
  readonly findings: readonly Finding[];
  /** Why it did not apply, or could not go on. */
  readonly stopped: { readonly verdict: "skipped" | "inconclusive"; readonly message: string } | undefined;
}

/** Makes the shell line that shows a failing finding again. */
export type ReplayOf = (report: Report) => string;

/**
 * Runs one check in a session, for as long as it may take and no longer. What it throws, because the service cannot be
 * reached, the request budget is spent or the run was interrupted, ends it and keeps what was found before. In production
 * only what is declared safe there is run.
 */
export async function runCheck(session: Session, check: Check, replay: ReplayOf): Promise<CheckOutcome> {
  const { production, target } = session;
  const reason = check.inapplicable(target.contract, target);
  if (reason !== undefined) return { findings: [], stopped: { verdict: "skipped", message: reason } };
  if (production && check.safeInProduction === false) {
    const message = "it is not safe in production, which this environment is";
    return { findings: [], stopped: { verdict: "skipped", message } };
  }
  const findings: Finding[] = unsafeWays(session, check);
  const limit = startTimeLimit(...maxTime(session, check));
  const signal = AbortSignal.any([session.signal, limit.signal]);
  let isOver = false;
  const hear = (report: Report) => {
    // What is left behind may still talk.
    if (isOver || !context.selects(report.check.slice(check.guarantee.length + 1), report.operation)) return;
    findings.push(findingOf(check, report, replay));
  };
  const context = session.context(check, hear, signal);
  try {
    await untilAborted(check.run(context), signal, session.timeoutMilliseconds + graceMilliseconds);
    return { findings, stopped: undefined };
  } catch (error) {
    if (!(error instanceof TercetError)) throw error;
    const message = `${error.message}${notJudged(context, findings)}`;
    return { findings, stopped: { verdict: "inconclusive", message } };
  } finally {
    isOver = true;
    limit.cancel();
  }
}

/** What a clean-up says, also where `leaves-no-track` itself was not asked for: a track that is left is never hidden. */
export function judgeCleanUp(cleanUp: CleanUp, replay: ReplayOf): readonly Finding[] {
  return reportsOf(cleanUp).map((report) => findingOf(leavesNoTrack, report, replay));
}

function findingOf(check: Check, report: Report, replay: ReplayOf): Finding {
  const { guarantee, severity, standard, mend } = check;
  const { via: _via, ...finding } = report;
  return {
    guarantee,
    ...finding,
    ...(report.verdict === "fail" ? { severity, standard, mend, replay: replay(report) } : {}),
  };
}

/** What is not run of a check that is safe in production only in part. */
function unsafeWays({ production, target }: Session, check: Check): Finding[] {
  const { guarantee, safeInProduction } = check;
  if (!production || typeof safeInProduction === "boolean") return [];
  return check
    .ways(target.contract, target)
    .filter((way) => !safeInProduction.includes(way))
    .map((way) => ({
      guarantee,
      check: `${guarantee}/${way}`,
      operation: target.contract.service,
      verdict: "skipped",
      message: "it is not safe in production, which this environment is",
    }));
}

/** How long a check may take, and what is said when that is over. */
function maxTime({ target }: Session, { maxSeconds }: Check): [number, string] {
  const seconds = Math.ceil(maxSeconds * Math.max(1, target.contract.operations.length / usualOperations));
  return [
    seconds,
    `The check was ended after ${seconds} s, as long as it may take; look at fewer operations with --only.`,
  ];
}

/** The check's own end, or a while after the signal the signal's reason; what the check does later is not heard. */
async function untilAborted(running: Promise<void>, signal: AbortSignal, patienceMilliseconds: number): Promise<void> {
  const done = new AbortController();
  const abandoned = new Promise<never>((_, reject) => {
    const giveUp = () =>
      void sleep(patienceMilliseconds, undefined, { signal: done.signal }).then(
        () => reject(interruptionOf(signal)),
        () => {},
      );
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true, signal: done.signal });
  });
  try {
    await Promise.race([running, abandoned]);
  } finally {
    done.abort();
  }
}

/** Which operations a check that was ended did not get to. */
function notJudged({ operations }: CheckContext, findings: readonly Finding[]): string {
  const said = findings.filter(({ verdict }) => verdict === "pass" || verdict === "fail");
  const judged = new Set(said.map(({ operation }) => operation));
  const left = operations.filter(({ id }) => !judged.has(id)).map(({ id }) => id);
  if (left.length === 0) return "";
  const more = left.length > maxNamed ? ` and ${left.length - maxNamed} more` : "";
  return ` Not judged: ${left.slice(0, maxNamed).join(", ")}${more}.`;
}
