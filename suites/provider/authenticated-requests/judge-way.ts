import type { Guarantee } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import { attempt } from "../attempt.ts";
import { type Bench, lackOf, type Variant, type Way } from "./way.ts";

/** What one way is judged with. */
export interface Judging {
  readonly bench: Bench;
  /** Why good credentials were not shown to work; undefined where they were. */
  readonly doubt: string | undefined;
  /** The statuses that count as a refusal. */
  readonly refusedWith: readonly number[];
}

/** What came of one way. */
export interface JudgedWay {
  readonly refusals: readonly Exchange[];
  /** True where bad credentials were served. */
  readonly isServed: boolean;
}

/** Presents each variant of bad credentials, and reports whether it was refused. */
export async function judgeWay(
  context: CheckContext,
  guarantee: Guarantee,
  way: Way,
  { bench, doubt, refusedWith }: Judging,
): Promise<JudgedWay> {
  const refusals: Exchange[] = [];
  let isServed = false;
  const { operation, scheme } = bench;
  const subject = { check: `${guarantee}/${way.name}`, operation: operation.id };
  const reason = lackOf(way, bench) ?? way.inapplicable(bench);
  if (reason !== undefined) {
    context.report({ ...subject, verdict: "skipped", message: reason });
    return { refusals, isServed };
  }
  // Where an operation takes credentials of several schemes, it must be told which one was bad.
  const what = schemeCount(bench) > 1 ? `${way.what} (${scheme.name})` : way.what;
  await attempt(context, subject, async () => {
    const variants = await way.variants(bench);
    for (const { label, request, isMalformed = false } of variants) {
      const exchange = await context.send(request, operation);
      const { status } = exchange.response;
      isServed ||= status >= 200 && status < 300;
      if (!refusedWith.includes(status) && !(isMalformed && status === 400)) {
        context.report({
          ...subject,
          verdict: "fail",
          message: `${operation.id} must answer ${refusedWith.join(" or ")} to ${what} (${way.rule}), and answered ${status}${variants.length > 1 ? `: ${label}` : ""}.`,
          evidence: redactExchange(exchange),
        });
        return;
      }
      refusals.push(exchange);
    }
    const message =
      doubt === undefined
        ? `${operation.id} refuses ${what} (${way.rule}): ${labels(variants)}.`
        : `${operation.id} refuses ${what}, but no good credentials could be shown to work: ${doubt}.`;
    context.report({ ...subject, verdict: doubt === undefined ? "pass" : "inconclusive", message });
  });
  return { refusals, isServed };
}

function schemeCount({ operation }: Bench): number {
  return new Set(operation.security.flatMap(({ schemes }) => schemes.map(({ name }) => name))).size;
}

const labels = (variants: readonly Variant[]) => variants.map(({ label }) => label).join("; ");
