import type { CheckContext } from "../../kit/check.ts";
import { type Trouble, troubleIn } from "../load/outcome.ts";
import type { LoadOutcome } from "../load/put-load.ts";

/** What is answered under load is declared, comes in time, and is not 500: a request that gets no connection is refused. */
export function reportAnswers(context: CheckContext, { exchanges, failures }: LoadOutcome): void {
  const byOperation = Map.groupBy([...failures, ...exchanges], ({ operation }) => operation);
  for (const [operation, outcomes] of byOperation) {
    const subject = { check: "throttled-database/answers", operation: operation.id };
    let trouble: Trouble | undefined;
    for (const outcome of outcomes) trouble ??= troubleIn(context, operation, outcome);
    if (trouble === undefined) {
      const message = `${operation.id} answered all of ${outcomes.length} requests under load as it declares.`;
      context.report({ ...subject, verdict: "pass", message });
      continue;
    }
    const message = `${operation.id} must answer as it declares, or refuse with 429 or 503, while the database is busy, and ${trouble.message}.`;
    const evidence = trouble.evidence === undefined ? {} : { evidence: trouble.evidence };
    context.report({ ...subject, verdict: "fail", message, ...evidence });
  }
}
