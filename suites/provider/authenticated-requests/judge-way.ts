import type { Guarantee } from "../../../contracts/index.ts";
import type { Call, CheckContext } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import { attempt } from "../attempt.ts";
import type { Attacker } from "./attacker.ts";
import type { Variant, Way } from "./way.ts";

/** The positive control: why a good token was not shown to work; undefined where it was. */
export async function doubtOfGoodToken(context: CheckContext, call: Call): Promise<string | undefined> {
  if (context.target.tokens === undefined) return "there are no keys to mint one with; give them with --tokens FILE";
  const { response } = await context.send(await context.bind(call), call.operation);
  if (response.status !== 401) return undefined;
  return `${call.operation.id} answered 401 to a token minted with the given keys; compare issuer, audience and keys with the service's own`;
}

/** What one way is judged with. */
export interface Judging {
  readonly call: Call;
  readonly attacker: Attacker;
  /** Why a good token was not shown to work; undefined where it was. */
  readonly doubt: string | undefined;
  /** The statuses that count as a refusal. */
  readonly refusedWith: readonly number[];
}

/** Presents each variant of bad credentials, reports whether it was refused, and returns the refusals. */
export async function judgeWay(
  context: CheckContext,
  guarantee: Guarantee,
  way: Way,
  { call, attacker, doubt, refusedWith }: Judging,
): Promise<readonly Exchange[]> {
  const refusals: Exchange[] = [];
  const { operation } = call;
  const answer = `answer ${refusedWith.join(" or ")}`;
  const subject = { check: `${guarantee}/${way.name}`, operation: operation.id };
  const { tokens: keys } = context.target;
  const reason =
    way.needsKeys && keys === undefined
      ? "no signing key is given (--tokens FILE), so no such token can be made"
      : way.inapplicable(context.contract, keys);
  if (reason !== undefined) {
    context.report({ ...subject, verdict: "skipped", message: reason });
    return refusals;
  }
  await attempt(context, subject, async () => {
    const identity = call.identity ?? { subject: keys?.subject ?? "", roles: [] };
    const variants = await way.variants({
      contract: context.contract,
      request: await context.bind(call),
      identity,
      keys,
      attacker,
    });
    for (const { label, request } of variants) {
      const exchange = await context.send(request, operation);
      if (!refusedWith.includes(exchange.response.status)) {
        context.report({
          ...subject,
          verdict: "fail",
          message: `${operation.id} must ${answer} to ${way.what} (${way.rule}), and answered ${exchange.response.status}${variants.length > 1 ? `: ${label}` : ""}.`,
          evidence: redactExchange(exchange),
        });
        return;
      }
      refusals.push(exchange);
    }
    const message =
      doubt === undefined
        ? `${operation.id} refuses ${way.what} (${way.rule}): ${labels(variants)}.`
        : `${operation.id} refuses ${way.what}, but no good token could be shown to work: ${doubt}.`;
    context.report({ ...subject, verdict: doubt === undefined ? "pass" : "inconclusive", message });
  });
  return refusals;
}

const labels = (variants: readonly Variant[]) => variants.map(({ label }) => label).join("; ");
