import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import { takesKey } from "../kit/credentials/credentials.ts";
import { withCredential } from "../kit/credentials/place.ts";
import type { Exchange, HttpRequest } from "../kit/exchange.ts";
import { attempt, attemptOperations } from "./attempt.ts";
import { type Attacker, createAttacker } from "./authenticated-requests/attacker.ts";
import { alternativeBenches } from "./authenticated-requests/benches.ts";
import { challenge, judgeChallenges } from "./authenticated-requests/challenges.ts";
import { claimForgeries } from "./authenticated-requests/claims.ts";
import { costlyToken, judgeCostlyToken } from "./authenticated-requests/costly-token.ts";
import { detourNames, judgeDetours } from "./authenticated-requests/detours.ts";
import { encryptionForgeries } from "./authenticated-requests/encryption.ts";
import { headerForgeries } from "./authenticated-requests/headers.ts";
import { judgeWay } from "./authenticated-requests/judge-way.ts";
import { keyPresentations } from "./authenticated-requests/keys.ts";
import { judgePartial, partialCredentials } from "./authenticated-requests/partial.ts";
import { passwordPresentations } from "./authenticated-requests/passwords.ts";
import { presentations } from "./authenticated-requests/presentations.ts";
import { signatureForgeries } from "./authenticated-requests/signatures.ts";
import { type Bench, kindsOf, type Way } from "./authenticated-requests/way.ts";

const guarantee = "authenticated-requests";
const noToken = "no-token";

const ways: readonly Way[] = [
  ...presentations,
  ...keyPresentations,
  ...passwordPresentations,
  ...claimForgeries,
  ...signatureForgeries,
  ...headerForgeries,
  ...encryptionForgeries,
];

const concurrency = { operations: 4, ways: 4 };

/** Every operation answers 401 to whoever does not present credentials that must be believed. */
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
  mend: "Verify tokens by a maintained library, before anything else, with algorithm, key, issuer and audience fixed by configuration; compare keys and passwords in whole and in constant time; answer 401 with WWW-Authenticate.",
  safeInProduction: false,
  ways: () => [...new Set(ways.map(({ name }) => name)), partialCredentials, costlyToken, ...detourNames, challenge],
  inapplicable: (contract) =>
    contract.operations.every(isPublic) ? "the contract asks for credentials nowhere (security)" : undefined,
  async run(context) {
    const attacker = await createAttacker(context.target.tokens?.signing.alg ?? "ES256");
    const once = createOnce();
    try {
      const { operations } = concurrency;
      await attemptOperations(context, { check: `${guarantee}/${noToken}`, concurrency: operations }, (operation) =>
        judgeOperation(context, operation, attacker, once),
      );
    } finally {
      await attacker.close();
    }
  },
};

/** Runs what is the same for all operations on the first that comes to it. */
type Once = (action: () => Promise<void>) => Promise<void>;

function createOnce(): Once {
  let done = false;
  return async (action) => {
    if (done) return;
    done = true;
    await action();
  };
}

function isPublic(operation: Operation): boolean {
  return operation.security.length === 0 || operation.security.some(({ schemes }) => schemes.length === 0);
}

async function judgeOperation(
  context: CheckContext,
  operation: Operation,
  attacker: Attacker,
  once: Once,
): Promise<void> {
  const skip = (message: string, way: string = noToken): void =>
    context.report({ check: `${guarantee}/${way}`, operation: operation.id, verdict: "skipped", message });
  if (isPublic(operation)) return skip("the operation is public by its contract (security)");
  const prepared = await context.state.prepare(operation);
  const reached = "unreachable" in prepared ? context.state.sample(operation) : prepared;
  if ("unreachable" in reached) return skip(`no request could be made: ${reached.unreachable}`);
  const { alternatives, untried } = await alternativeBenches(context, reached.call, attacker);
  for (const reason of untried) skip(reason);
  const refusals: Exchange[] = [];
  let isOpen = false;
  for (const { benches, doubt } of alternatives) {
    for (const bench of benches) {
      const judging = { bench, doubt, refusedWith: refusalsOf(bench) };
      const kinds = kindsOf(bench);
      const wanted = ways.filter(({ kind, name }) => kinds.includes(kind) && isWanted(context, name, operation));
      const judge = async (way: Way) => {
        const judged = await judgeWay(context, guarantee, way, judging);
        refusals.push(...judged.refusals);
        if (way.name === noToken) isOpen ||= judged.isServed;
      };
      for (const way of wanted.filter(({ name }) => name === noToken)) await judge(way);
      const others = wanted.filter(({ name }) => name !== noToken);
      // Who needs no credentials is served with bad ones too; twenty findings more would say the same.
      if (isOpen) for (const { name } of others) skip(`it is served without credentials: see ${noToken}`, name);
      else await forEachConcurrently(others, concurrency.ways, judge);
      if (kinds.includes("jwt") && context.selects(costlyToken, operation.id)) {
        const subject = { check: `${guarantee}/${costlyToken}`, operation: operation.id };
        await once(() => attempt(context, subject, () => judgeCostlyToken(context, guarantee, bench)));
      }
    }
    if (!isOpen) await judgePartial(context, guarantee, operation, benches, doubt);
  }
  const [first] = alternatives.filter(({ benches }) => benches.length > 0);
  if (first !== undefined && !isOpen) {
    const bare = withoutCredentials(first.request, first.benches);
    await judgeDetours(context, guarantee, operation, { bare, doubt: first.doubt });
  }
  judgeChallenges(
    context,
    guarantee,
    operation,
    alternatives.flatMap(({ benches }) => benches),
    refusals,
  );
}

function isWanted(context: CheckContext, way: string, { id }: Operation): boolean {
  return context.selects(way, id) || context.selects(challenge, id);
}

/** An API key is no authentication of HTTP; where the contract does not speak of 401, 403 is a refusal as well. */
function refusalsOf({ scheme, operation }: Bench): readonly number[] {
  return takesKey(scheme) && !operation.responses.has("401") ? [401, 403] : [401];
}

function withoutCredentials(request: HttpRequest, benches: readonly Bench[]): HttpRequest {
  return benches.reduce((one, { scheme }) => withCredential(one, scheme.place, undefined), request);
}
