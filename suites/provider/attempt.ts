import type { CheckContext, Report } from "../kit/check.ts";
import { NoAnswer } from "../kit/no-answer.ts";

/**
 * Runs one way of refutation. Where the service gives nothing that can be read, that way is inconclusive and the check
 * goes on; where it cannot be reached at all, the error goes on to end the check.
 */
export async function attempt(
  context: CheckContext,
  subject: Pick<Report, "check" | "operation">,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    const goesOn = error instanceof NoAnswer && !["unreachable", "certificate", "throttled"].includes(error.reason);
    if (!goesOn) throw error;
    context.report({ ...subject, verdict: "inconclusive", message: error.message });
  }
}
