import type { CheckContext } from "../../kit/check.ts";
import { withCredential } from "../../kit/credentials/place.ts";
import { NoAnswer } from "../../kit/no-answer.ts";
import { redactExchange } from "../../kit/redact.ts";
import type { Bench } from "./way.ts";

export const costlyToken = "costly-token";

/** Seconds of work for who derives a key by it, and still less than an attacker would ask for (RFC 7518 §4.8.1.2). */
const iterations = 4_000_000;
/** Longer than a refusal takes on a busy machine, and shorter than the work. */
const tooLongMilliseconds = 700;

/**
 * A token that anybody can write, and that asks for millions of rounds of PBKDF2 before it can be found wrong: who knows
 * which algorithms to expect refuses it at once. Two slow answers in a row count, each beside a quick one.
 */
export async function judgeCostlyToken(context: CheckContext, guarantee: string, bench: Bench): Promise<void> {
  const { operation, scheme, request } = bench;
  const subject = { check: `${guarantee}/${costlyToken}`, operation: operation.id };
  const costly = withCredential(request, scheme.place, tokenAsking(iterations));
  const cheap = withCredential(request, scheme.place, tokenAsking(1));
  for (let times = 0; times < 2; times++) {
    const quick = (await context.send(cheap, operation)).durationMilliseconds;
    const startedAt = performance.now();
    const exchange = await context.send(costly, operation).catch(noneInTime);
    const longer = (exchange?.durationMilliseconds ?? performance.now() - startedAt) - quick;
    if (longer < tooLongMilliseconds) {
      const message = `${operation.id} answers a token that asks for costly key derivation as fast as any other (RFC 8725 §3.1).`;
      return context.report({ ...subject, verdict: "pass", message });
    }
    if (times === 0) continue;
    const message = `${operation.id} must refuse a token by its algorithm before it works on it (RFC 8725 §3.1), and worked ${Math.round(longer)} ms longer on one that asks for ${iterations} rounds of PBKDF2 (p2c): whoever has no token at all can so occupy the service.`;
    const evidence = exchange === undefined ? {} : { evidence: redactExchange(exchange) };
    context.report({ ...subject, verdict: "fail", message, ...evidence });
  }
}

/** Who is still at work when the time is over has worked too long. */
function noneInTime(error: unknown): undefined {
  if (!(error instanceof NoAnswer && error.reason === "slow")) throw error;
}

/** A JWE with PBES2 whose other parts are of the right length, and nothing else. */
function tokenAsking(p2c: number): string {
  const header = { alg: "PBES2-HS256+A128KW", enc: "A128GCM", p2s: "dGVyY2V0dGVyY2V0", p2c };
  const bytes = (length: number) => Buffer.alloc(length, 7).toString("base64url");
  return [Buffer.from(JSON.stringify(header)).toString("base64url"), bytes(24), bytes(12), bytes(32), bytes(16)].join(
    ".",
  );
}
