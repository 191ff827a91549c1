import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import { withCredential } from "../../kit/credentials/place.ts";
import { redactExchange } from "../../kit/redact.ts";
import { attempt } from "../attempt.ts";
import type { Bench } from "./way.ts";

/** One of several credentials that are needed at once is left out. */
export const partialCredentials = "partial-credentials";

/** What one alternative lists is needed at once (OpenAPI 3.1, Security Requirement Object): none of it is enough alone. */
export async function judgePartial(
  context: CheckContext,
  guarantee: string,
  operation: Operation,
  benches: readonly Bench[],
  doubt: string | undefined,
): Promise<void> {
  if (benches.length < 2 || doubt !== undefined || !context.selects(partialCredentials, operation.id)) return;
  const subject = { check: `${guarantee}/${partialCredentials}`, operation: operation.id };
  await attempt(context, subject, async () => {
    for (const { request, scheme } of benches) {
      const exchange = await context.send(withCredential(request, scheme.place, undefined), operation);
      const { status } = exchange.response;
      if (status === 401 || status === 403) continue;
      const message = `${operation.id} must answer 401 to a request without the credential of ${scheme.name}, whatever else it has (OpenAPI 3.1, Security Requirement Object), and answered ${status}.`;
      return context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(exchange) });
    }
    const names = benches.map(({ scheme }) => scheme.name).join(" and ");
    context.report({
      ...subject,
      verdict: "pass",
      message: `${operation.id} needs the credentials of ${names} at once.`,
    });
  });
}
