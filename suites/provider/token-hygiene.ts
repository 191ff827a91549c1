import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { mintToken } from "../kit/tokens.ts";
import { reportDisclosures } from "./answers/report-disclosures.ts";
import { attempt, attemptOperations } from "./attempt.ts";
import { type Attacker, createAttacker } from "./authenticated-requests/attacker.ts";
import { alternativeBenches } from "./authenticated-requests/benches.ts";
import { judgeWay } from "./authenticated-requests/judge-way.ts";
import { forgery, kindsOf, type Way } from "./authenticated-requests/way.ts";
import { exposureWays } from "./token-hygiene/exposures.ts";

const guarantee = "token-hygiene";

/** Beyond the limit by more than any tolerance for clocks that differ. */
const beyondSeconds = 3600;

const ways: readonly Way[] = [
  forgery(
    "signing key",
    "long-lived",
    ["a token that lives longer than the contract allows", "RFC 8725 §3.10, x-tercet.token.maxLifetimeSeconds"],
    ({ contract, issue }) => {
      const now = Math.floor(Date.now() / 1000);
      const limit = contract.extension.token?.maxLifetimeSeconds ?? 0;
      const beyond = now + limit + beyondSeconds;
      return {
        "issued now, valid for too long": issue({ claims: { exp: beyond } }),
        "issued long ago, still valid": issue({
          claims: { iat: now - limit - beyondSeconds, nbf: now - limit - beyondSeconds, exp: now + 30 },
        }),
        "issued nobody knows when, valid for too long": issue({ claims: { iat: undefined, exp: beyond } }),
      };
    },
    ({ contract }) =>
      contract.extension.token?.maxLifetimeSeconds === undefined
        ? "the contract does not limit the life of tokens (x-tercet.token.maxLifetimeSeconds)"
        : undefined,
  ),
  forgery(
    "signing key",
    "not-encrypted",
    ["a token that is signed and not encrypted", "RFC 7519 §11.2, x-tercet.token.encrypted"],
    ({ keys, identity }) => {
      const { encryption: _encryption, ...signedAlone } = keys;
      return { "the signed part alone": mintToken(signedAlone, identity) };
    },
    ({ contract, keys }) => {
      if (contract.extension.token?.encrypted !== true) {
        return "the contract does not demand it (x-tercet.token.encrypted)";
      }
      return keys?.encryption === undefined ? "no key for encryption is given (--tokens FILE)" : undefined;
    },
  ),
];

/** Tokens are short-lived and encrypted where the contract says so, and no answer puts one into a cookie or a URL. */
export const tokenHygiene: Check = {
  guarantee,
  statement: "Tokens are signed and enciphered, short-lived with a hard limit, and never cookies.",
  rationale:
    "A token is lost sooner or later; its hard limit is then the only lock that is left, and what stands in a cookie or a URL is lost sooner.",
  standard: {
    title: "RFC 8725, JSON Web Token Best Current Practices; RFC 9700 §4.3.2",
    url: "https://www.rfc-editor.org/rfc/rfc8725",
  },
  severity: "serious",
  appliesWhen: "an operation asks for authentication",
  needs: ["a token source", "a signing key"],
  maxSeconds: 60,
  mend: "Refuse tokens whose exp lies further from iat than the limit, and every token that does not come as a JWE where encryption is asked for; send tokens in Authorization alone, and set no cookie.",
  safeInProduction: false,
  ways: () => [...ways.map(({ name }) => name), ...exposureWays],
  inapplicable: () => undefined,
  async run(context) {
    const attacker = await createAttacker(context.target.tokens?.signing.alg ?? "ES256");
    try {
      await attemptOperations(context, { check: `${guarantee}/set-cookie`, concurrency: 4 }, (operation) =>
        judgeOperation(context, operation, attacker),
      );
    } finally {
      await attacker.close();
    }
    for (const operation of context.operations) {
      reportDisclosures(
        context,
        operation,
        guarantee,
        exposureWays,
        "keep tokens out of cookies and URLs (RFC 9700 §4.3.2)",
      );
    }
  },
};

async function judgeOperation(context: CheckContext, operation: Operation, attacker: Attacker): Promise<void> {
  const prepared = await context.state.prepare(operation);
  const reached = "unreachable" in prepared ? context.state.sample(operation) : prepared;
  if ("unreachable" in reached) {
    const message = `no request could be made: ${reached.unreachable}`;
    context.report({ check: `${guarantee}/long-lived`, operation: operation.id, verdict: "skipped", message });
    return;
  }
  // One good call, so that an answer was seen in which a cookie or a token could stand.
  await attempt(context, { check: `${guarantee}/set-cookie`, operation: operation.id }, async () => {
    if (reached === prepared) await context.send(await context.bind(reached.call), operation);
  });
  if (operation.security.length === 0) return;
  const { alternatives } = await alternativeBenches(context, reached.call, attacker);
  for (const { benches, doubt } of alternatives) {
    for (const bench of benches.filter((one) => kindsOf(one).includes("jwt"))) {
      for (const way of ways) {
        if (!context.selects(way.name, operation.id)) continue;
        await judgeWay(context, guarantee, way, { bench, doubt, refusedWith: [401, 403] });
      }
    }
  }
}
