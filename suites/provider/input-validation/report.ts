import type { Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext, Report } from "../../kit/check.ts";
import { redactExchange } from "../../kit/redact.ts";
import type { Input } from "./input.ts";
import { isRefusal, type Outcome } from "./outcome.ts";
import { problemFault } from "./problem.ts";
import { smallestFailure } from "./smallest.ts";

const guarantee = "input-validation";

/** What a finding of this check speaks of. */
export function subjectOf(way: string, operation: Operation): Pick<Report, "check" | "operation"> {
  return { check: `${guarantee}/${way}`, operation: operation.id };
}

/** Why no valid call was shown to be accepted: none could be made, or it was refused as well. */
export interface Doubt {
  readonly verdict: "skipped" | "inconclusive";
  readonly reason: string;
}

/**
 * Reports one way of refutation: failed with the smallest input that fails; passed where all was refused and a valid call
 * was shown to be accepted (`doubt` is undefined), since a service that refuses everything proves nothing.
 */
export async function reportWay(
  context: CheckContext,
  call: Call,
  way: string,
  outcomes: readonly Outcome[],
  doubt: Doubt | undefined,
): Promise<void> {
  const { operation } = call;
  const subject = subjectOf(way, operation);
  const isBroken = outcomes.some(breaksOnAllowed) && (await breaks(context, call));
  const judged = isBroken ? outcomes.filter((outcome) => !breaksOnAllowed(outcome)) : outcomes;
  const [failure, ...others] = judged.filter(({ verdict }) => verdict === "wrong");
  if (failure !== undefined) {
    const smallest = await smallestFailure(context, [failure, ...others], call);
    const more = others.length === 0 ? "" : ` (and so with ${others.length} more inputs)`;
    const message = `${operation.id} ${ruleFor(smallest)}, and ${smallest.happened}${more}.`;
    context.report({ ...subject, verdict: "fail", message, evidence: evidenceOf(smallest) });
    return;
  }
  const unknown = judged.find(({ verdict }) => verdict === "unknown");
  const obstacle: Doubt | undefined =
    unknown === undefined
      ? (doubt ?? (isBroken ? brokenAnyway : undefined))
      : { verdict: "inconclusive", reason: `to one input it ${unknown.happened}` };
  const refused = judged.filter(isRefusal);
  const survived = judged.length - refused.length;
  const counts = [
    ...(refused.length > 0 ? [`refuses ${refused.length} ${refused.length === 1 ? "input" : "inputs"} with 4xx`] : []),
    ...(survived > 0 ? [`survives ${survived} that the contract or the standards allow`] : []),
  ].join(" and ");
  const examples = [...new Set(outcomes.map(({ input }) => input.description))].slice(0, 3).join("; ");
  context.report(
    obstacle === undefined
      ? { ...subject, verdict: "pass", message: `${operation.id} ${counts}: ${examples}.` }
      : {
          ...subject,
          verdict: obstacle.verdict,
          message: `${operation.id} ${counts || "was asked"}, but ${obstacle.reason}.`,
        },
  );
}

const brokenAnyway: Doubt = {
  verdict: "inconclusive",
  reason: "what may be taken was answered with a server error, and by then the valid call itself was as well",
};

/** A server error where the input may be taken or refused. */
function breaksOnAllowed({ input, verdict, exchange }: Outcome): boolean {
  return verdict === "wrong" && input.expected === "survived" && exchange !== undefined;
}

/** Whether the call breaks the service without any input: then it is not the input that does. */
async function breaks(context: CheckContext, call: Call): Promise<boolean> {
  return (await context.send(await context.bind(call), call.operation)).response.status >= 500;
}

/** Reports whether all refusals are problem details (RFC 9457). */
export function reportProblems(context: CheckContext, operation: Operation, outcomes: readonly Outcome[]): void {
  const subject = subjectOf("problem-details", operation);
  const refused = outcomes.filter(isRefusal);
  if (refused.length === 0) return;
  for (const outcome of refused) {
    const fault = outcome.exchange === undefined ? undefined : problemFault(outcome.exchange.response);
    if (fault === undefined) continue;
    const message = `A refusal must be application/problem+json (RFC 9457 §3); ${operation.id} ${outcome.happened} to ${phraseOf(outcome.input)}, and ${fault}.`;
    context.report({ ...subject, verdict: "fail", message, evidence: evidenceOf(outcome) });
    return;
  }
  const message = `each of ${refused.length} refusals of ${operation.id} is application/problem+json (RFC 9457 §3).`;
  context.report({ ...subject, verdict: "pass", message });
}

/** Reports whether what was refused changed something; `change` is what did. */
export function reportStateChange(
  context: CheckContext,
  operation: Operation,
  refused: number,
  change: Outcome | undefined,
): void {
  const subject = subjectOf("state-change", operation);
  if (change === undefined) {
    const message = `${refused} refused inputs of ${operation.id} changed nothing that can be read.`;
    context.report({ ...subject, verdict: "pass", message });
    return;
  }
  const message = `${operation.id} ${change.happened} to ${phraseOf(change.input)}, so nothing may change, and something did: it writes before it validates.`;
  context.report({ ...subject, verdict: "fail", message, evidence: evidenceOf(change) });
}

function ruleFor({ input }: Outcome): string {
  return input.expected === "refused"
    ? `must answer 4xx to ${phraseOf(input)}`
    : `may take or refuse ${phraseOf(input)} but must not break on it`;
}

/** The description as a part of a sentence: what it has or lacks is that of an input. */
function phraseOf({ description }: Input): string {
  return /^(?:with|without|empty)\b/.test(description) ? `an input ${description}` : description;
}

function evidenceOf({ input, exchange }: Outcome): NonNullable<Report["evidence"]> {
  return { ...(exchange === undefined ? {} : redactExchange(exchange)), input: input.shown };
}
