import type { Verdict } from "./events.ts";

const weight: Record<Verdict, number> = { fail: 3, inconclusive: 2, pass: 1, skipped: 0 };

/** The verdict of the whole from its parts: a fail outweighs inconclusive, that outweighs pass; nothing at all is skipped. */
export function combineVerdicts(verdicts: Iterable<Verdict>): Verdict {
  let worst: Verdict = "skipped";
  for (const verdict of verdicts) if (weight[verdict] > weight[worst]) worst = verdict;
  return worst;
}

/** The exit code of a run: 0 all passed or skipped, 1 something failed, 3 nothing failed but something was inconclusive. */
export function exitCode(verdict: Verdict): 0 | 1 | 3 {
  if (verdict === "fail") return 1;
  return verdict === "inconclusive" ? 3 : 0;
}
