import type { Guarantee, Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import { redactExchange } from "../../kit/redact.ts";

/**
 * Reports, for each way, whether any answer of an operation disclosed what the guarantee forbids. `rule` says what the
 * operation must do: "expose only data (OWASP API8:2023)".
 */
export function reportDisclosures(
  context: CheckContext,
  operation: Operation,
  guarantee: Guarantee,
  ways: readonly string[],
  rule: string,
): void {
  const seen = context.answers
    .entries()
    .filter((entry) => entry.operation === operation.id)
    .reduce((sum, entry) => sum + entry.seen, 0);
  const disclosed = context.answers.disclosures(guarantee).filter((one) => one.operation === operation.id);
  for (const way of ways) {
    const subject = { check: `${guarantee}/${way}`, operation: operation.id };
    const found = disclosed.find((one) => one.way === way);
    if (found !== undefined) {
      context.report({
        ...subject,
        verdict: "fail",
        message: `${operation.id} must ${rule}, and in its answer ${found.exchange.response.status} ${found.message}.`,
        evidence: redactExchange(found.exchange),
        ...(found.via === guarantee ? {} : { via: found.via }),
      });
    } else if (seen === 0) {
      const message = `not exercised: ${operation.id} was never answered in this run`;
      context.report({ ...subject, verdict: "skipped", message });
    } else {
      const message = `None of ${seen} answers of ${operation.id} discloses anything of this kind.`;
      context.report({ ...subject, verdict: "pass", message });
    }
  }
}
