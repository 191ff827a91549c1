import type { Contract, Operation } from "../../contracts/index.ts";
import type { Call, Check, CheckContext } from "../kit/check.ts";
import { credentialsOf } from "../kit/credentials/of-target.ts";
import { redactExchange } from "../kit/redact.ts";
import { attempt, attemptOperations } from "./attempt.ts";
import { whyNotExact } from "./authorized-roles/exact.ts";
import { judgeForeignList } from "./authorized-roles/foreign-list.ts";
import { judgeForeignObject } from "./authorized-roles/foreign-object.ts";
import { judgeMethodOverride } from "./authorized-roles/method-override.ts";

const guarantee = "authorized-roles";

/** A role that no contract lists. */
const inventedRole = "tercet-invented-role";

/** Who has none of the roles that an operation asks for is refused, and nobody reaches another one's objects. */
export const authorizedRoles: Check = {
  guarantee,
  statement: "The security context, user and roles, is used at every step.",
  rationale:
    "A valid token says who calls, not what they may do: without this check every customer is a clerk, and reads every other customer's data.",
  standard: {
    title: "OWASP API1:2023 Broken Object Level Authorization, API5:2023 Broken Function Level Authorization",
    url: "https://owasp.org/API-Security/editions/2023/en/0x11-t10/",
  },
  severity: "critical",
  appliesWhen: "an operation asks for roles, or gives access to objects of one user",
  needs: ["a token source", "a signing key"],
  maxSeconds: 60,
  mend: "Compare the token's roles with what the operation lists before doing anything (403), and look objects up by their owner (404 or 403 for everybody else).",
  safeInProduction: false,
  ways: () => [
    ...["no-role", "unlisted-role", "invented-role", "similar-role"],
    ...["method-override", "foreign-object", "foreign-list"],
  ],
  inapplicable(contract, target) {
    if (contract.operations.every(({ security }) => security.length === 0))
      return "the contract asks for a role nowhere";
    const none = "there are no keys to mint tokens with, and no other credentials; give them with --tokens FILE";
    return credentialsOf(target) === undefined ? none : undefined;
  },
  run: (context) =>
    attemptOperations(context, { check: `${guarantee}/no-role`, concurrency: 4 }, async (operation) => {
      await judgeRoles(context, operation);
      for (const [way, judge] of objectWays) {
        if (!context.selects(way, operation.id)) continue;
        const subject = { check: `${guarantee}/${way}`, operation: operation.id };
        await attempt(context, subject, () => judge(context, operation, subject));
      }
    }),
};

const objectWays = [
  ["foreign-object", judgeForeignObject],
  ["foreign-list", judgeForeignList],
] as const;

async function judgeRoles(context: CheckContext, operation: Operation): Promise<void> {
  const listed = rolesOf(operation);
  const unlisted = [...new Set(context.contract.operations.flatMap(rolesOf))].filter((role) => !listed.includes(role));
  const ways: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ["no-role", [[]]],
    ["unlisted-role", unlisted.map((role) => [role])],
    ["invented-role", [[inventedRole]]],
    // Who looks for a role in a text finds it in these.
    ["similar-role", listed.flatMap((role) => [[`${role}-tercet`], [`tercet-${role}`]])],
  ];
  if (context.selects("method-override", operation.id)) {
    const subject = { check: `${guarantee}/method-override`, operation: operation.id };
    await attempt(context, subject, () => judgeMethodOverride(context, operation, subject, unlisted));
  }
  const selected = ways.filter(([way]) => context.selects(way, operation.id));
  if (selected.length === 0) return;
  const skip = (way: string, message: string) =>
    context.report({ check: `${guarantee}/${way}`, operation: operation.id, verdict: "skipped", message });
  const reached = lacksRoles(operation)
    ? { unreachable: "the operation asks for no role (security)" }
    : await reach(context, operation);
  for (const [way, attempts] of selected) {
    const subject = { check: `${guarantee}/${way}`, operation: operation.id };
    if ("unreachable" in reached) skip(way, reached.unreachable);
    else if (attempts.length === 0) skip(way, "the operation lists every role of the contract");
    else await attempt(context, subject, () => judgeWay(context, reached, subject, attempts));
  }
}

/** A call, and why what it names does not exist where no call for something that exists could be made. */
type Reached = { readonly call: Call; readonly missing?: string };

/** Roles come before existence, so that an object that cannot be created may be asked for all the same. */
async function reach(context: CheckContext, operation: Operation): Promise<Reached | { readonly unreachable: string }> {
  const prepared = await context.state.prepare(operation);
  if (!("unreachable" in prepared)) return prepared;
  const sampled = context.state.sample(operation);
  return "unreachable" in sampled ? prepared : { call: sampled.call, missing: prepared.unreachable };
}

/** Each set of roles must be refused with 403 (RFC 9110 §15.5.4). */
async function judgeWay(
  context: CheckContext,
  { call, missing }: Reached,
  subject: { readonly check: string; readonly operation: string },
  attempts: readonly (readonly string[])[],
): Promise<void> {
  const { operation } = call;
  const named: string[] = [];
  const lacking: string[] = [];
  for (const roles of attempts) {
    const identity = { subject: call.identity?.subject ?? "", roles };
    const reason = await whyNotExact(context, operation, identity);
    if (reason !== undefined) {
      lacking.push(reason);
      continue;
    }
    const name = roles.join(", ") || "none";
    named.push(name);
    const exchange = await context.send(await context.bind({ ...call, identity }), operation);
    const { status } = exchange.response;
    if (status === 401) {
      const message = `${operation.id} answered 401 to a good token with the roles: ${name}; so its authorization could not be seen.`;
      context.report({ ...subject, verdict: "inconclusive", message, evidence: redactExchange(exchange) });
      return;
    }
    if (status === 404 && missing !== undefined) {
      context.report({ ...subject, verdict: "skipped", message: `it answers 404 first, and ${missing}` });
      return;
    }
    if (status !== 403) {
      const message = `${operation.id} lists the roles ${rolesOf(operation).join(", ")} (OWASP API5:2023), so that it must answer 403 to a caller with the roles: ${name}; it answered ${status}.`;
      context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(exchange) });
      return;
    }
  }
  if (named.length === 0) {
    context.report({ ...subject, verdict: "skipped", message: lacking[0] ?? "" });
    return;
  }
  const message = `${operation.id} answers 403 to a caller with the roles: ${named.join("; ")}.`;
  context.report({ ...subject, verdict: "pass", message });
}

function rolesOf(operation: Operation): readonly string[] {
  return operation.security.flatMap(({ schemes }) => schemes.flatMap(({ roles }) => roles));
}

/** True where some alternative is content with less than a role. */
function lacksRoles({ security }: Pick<Contract["operations"][number], "security">): boolean {
  return security.length === 0 || security.some(({ schemes }) => schemes.every(({ roles }) => roles.length === 0));
}
