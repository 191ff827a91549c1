import type { Operation } from "../../contracts/index.ts";
import type { CheckContext, Report } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
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

/** Judges each operation: one that gives no answer is inconclusive under `check`, and the others are judged all the same. */
export async function attemptOperations(
  context: CheckContext,
  { check, concurrency }: { readonly check: string; readonly concurrency: number },
  judge: (operation: Operation) => Promise<void>,
): Promise<void> {
  await forEachConcurrently(context.operations, concurrency, (operation) =>
    attempt(context, { check, operation: operation.id }, () => judge(operation)),
  );
}
