import { type Finding, type Guarantee, TercetError } from "../../contracts/index.ts";
import type { Check, CleanUp, Report } from "../kit/check.ts";
import { reportsOf } from "./leaves-no-track.ts";
import type { Session } from "./session/session.ts";

/** What a check found, and what ended it early. */
export interface CheckOutcome {
  readonly findings: readonly Finding[];
  /** Why it did not apply, or could not go on. */
  readonly stopped: { readonly verdict: "skipped" | "inconclusive"; readonly message: string } | undefined;
}

/** Makes the shell line that shows a failing finding again. */
export type ReplayOf = (report: Report) => string;

/**
 * Runs one check in a session. What it throws, because the service cannot be reached or the run was interrupted, ends it
 * and keeps what was found before.
 */
export async function runCheck(session: Session, check: Check, replay: ReplayOf): Promise<CheckOutcome> {
  const { guarantee } = check;
  const reason = check.inapplicable(session.target.contract, session.target);
  if (reason !== undefined) return { findings: [], stopped: { verdict: "skipped", message: reason } };
  const findings: Finding[] = [];
  const context = session.context(check, (report) => {
    if (!context.selects(report.check.slice(guarantee.length + 1), report.operation)) return;
    findings.push(findingOf(guarantee, report, replay));
  });
  try {
    await check.run(context);
    return { findings, stopped: undefined };
  } catch (error) {
    if (!(error instanceof TercetError)) throw error;
    return { findings, stopped: { verdict: "inconclusive", message: error.message } };
  }
}

/** What a clean-up says, also where `leaves-no-track` itself was not asked for: a track that is left is never hidden. */
export function judgeCleanUp(cleanUp: CleanUp, replay: ReplayOf): readonly Finding[] {
  return reportsOf(cleanUp).map((report) => findingOf("leaves-no-track", report, replay));
}

function findingOf(guarantee: Guarantee, report: Report, replay: ReplayOf): Finding {
  const { via: _via, ...finding } = report;
  return { guarantee, ...finding, ...(report.verdict === "fail" ? { replay: replay(report) } : {}) };
}
