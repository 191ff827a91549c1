import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import type { Exchange } from "../kit/exchange.ts";
import { redactExchange } from "../kit/redact.ts";
import { type Attacker, createAttacker } from "./authenticated-requests/attacker.ts";
import { claimForgeries } from "./authenticated-requests/claims.ts";
import { encryptionForgeries } from "./authenticated-requests/encryption.ts";
import { headerForgeries } from "./authenticated-requests/headers.ts";
import { doubtOfGoodToken, judgeWay } from "./authenticated-requests/judge-way.ts";
import { presentations } from "./authenticated-requests/presentations.ts";
import { signatureForgeries } from "./authenticated-requests/signatures.ts";
import type { Way } from "./authenticated-requests/way.ts";

const guarantee = "authenticated-requests";

const ways: readonly Way[] = [
  ...presentations,
  ...claimForgeries,
  ...signatureForgeries,
  ...headerForgeries,
  ...encryptionForgeries,
];

/** Judged from the refusals of all other ways: each 401 names the scheme (RFC 9110 §11.6.1). */
const challenge = "challenge";

const concurrency = { operations: 4, ways: 4 };

/** Every operation answers 401 to whoever does not present a token that must be believed. */
export const authenticatedRequests: Check = {
  guarantee,
  statement: "Every request is authenticated, from clients and from other services.",
  rationale:
    "A service that trusts the network, or a token that it did not verify in every respect, gives everything to whoever reaches it.",
  standard: { title: "RFC 8725, JSON Web Token Best Current Practices", url: "https://www.rfc-editor.org/rfc/rfc8725" },
  severity: "critical",
  appliesWhen: "an operation asks for authentication",
  needs: ["a token source", "a signing key"],
  maxSeconds: 120,
  mend: "Verify tokens by a maintained library, before anything else, with algorithm, key, issuer and audience fixed by configuration; answer 401 with WWW-Authenticate: Bearer.",
  safeInProduction: false,
  ways: () => [...ways.map(({ name }) => name), challenge],
  inapplicable: (contract) =>
    contract.operations.every(isPublic) ? "the contract asks for a token nowhere (security)" : undefined,
  async run(context) {
    const attacker = await createAttacker(context.target.tokens?.signing.alg ?? "ES256");
    try {
      await forEachConcurrently(context.operations, concurrency.operations, (operation) =>
        judgeOperation(context, operation, attacker),
      );
    } finally {
      await attacker.close();
    }
  },
};

function isPublic(operation: Operation): boolean {
  return operation.security.length === 0 || operation.security.some(({ schemes }) => schemes.length === 0);
}

async function judgeOperation(context: CheckContext, operation: Operation, attacker: Attacker): Promise<void> {
  if (isPublic(operation)) {
    const message = "the operation is public by its contract (security)";
    context.report({ check: `${guarantee}/no-token`, operation: operation.id, verdict: "skipped", message });
    return;
  }
  const prepared = await context.state.prepare(operation);
  const reached = "unreachable" in prepared ? context.state.sample(operation) : prepared;
  if ("unreachable" in reached) {
    const message = `no request could be made: ${reached.unreachable}`;
    context.report({ check: `${guarantee}/no-token`, operation: operation.id, verdict: "skipped", message });
    return;
  }
  const doubt = await doubtOfGoodToken(context, reached.call);
  const refusals: Exchange[] = [];
  await forEachConcurrently(
    ways.filter(({ name }) => context.selects(name, operation.id) || context.selects(challenge, operation.id)),
    concurrency.ways,
    async (way) => {
      refusals.push(
        ...(await judgeWay(context, guarantee, way, { call: reached.call, attacker, doubt, refusedWith: [401] })),
      );
    },
  );
  judgeChallenges(context, operation, refusals);
}

function judgeChallenges(context: CheckContext, operation: Operation, refusals: readonly Exchange[]): void {
  const subject = { check: `${guarantee}/${challenge}`, operation: operation.id };
  if (refusals.length === 0) {
    context.report({ ...subject, verdict: "skipped", message: "no request was answered with 401" });
    return;
  }
  const bare = refusals.find(({ response }) => !hasChallenge(response.headers["www-authenticate"]));
  context.report(
    bare === undefined
      ? {
          ...subject,
          verdict: "pass",
          message: `each 401 of ${operation.id} names the scheme Bearer (RFC 9110 §11.6.1).`,
        }
      : {
          ...subject,
          verdict: "fail",
          message: `Each 401 must have a WWW-Authenticate field with the scheme Bearer (RFC 9110 §11.6.1, RFC 6750 §3), and one of ${operation.id} has ${describe(bare.response.headers["www-authenticate"])}.`,
          evidence: redactExchange(bare),
        },
  );
}

function hasChallenge(value: string | readonly string[] | undefined): boolean {
  const values = typeof value === "string" ? [value] : (value ?? []);
  // Several challenges may stand in one field, separated by commas.
  return values.some((one) => /(^|,\s*)(Bearer|DPoP)(\s|,|$)/i.test(one));
}

function describe(value: string | readonly string[] | undefined): string {
  return value === undefined ? "none" : `"${String(value)}"`;
}
