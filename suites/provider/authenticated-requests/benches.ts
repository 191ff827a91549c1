import type { Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext } from "../../kit/check.ts";
import { type Alternative, alternativesOf, isServed } from "../../kit/credentials/authenticate.ts";
import { type Place, type Scheme, takesBasic, takesBearer, takesKey } from "../../kit/credentials/credentials.ts";
import { credentialsOf } from "../../kit/credentials/of-target.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import type { Attacker } from "./attacker.ts";
import type { Bench } from "./way.ts";

/** One alternative of an operation's security, with everything to try what is wrong with it. */
export interface AlternativeBenches {
  /** With good credentials for all of its schemes, where they are given. */
  readonly request: HttpRequest;
  /** Why good credentials were not shown to work; undefined where they were. */
  readonly doubt: string | undefined;
  /** One for each scheme that was not in an earlier alternative. */
  readonly benches: readonly Bench[];
}

/** What an operation is tried with. */
export interface OperationBenches {
  readonly alternatives: readonly AlternativeBenches[];
  /** Why the schemes that none of them tries are not tried. */
  readonly untried: readonly string[];
}

/**
 * What an operation is tried with: each alternative that there are credentials for, else the first one without. The positive
 * control, a good request, is sent for each of them.
 */
export async function alternativeBenches(
  context: CheckContext,
  call: Call,
  attacker: Attacker,
): Promise<OperationBenches> {
  const { contract, target } = context;
  const { operation } = call;
  const credentials = credentialsOf(target);
  const all = alternativesOf(contract, operation).map((alternative, index) => ({ alternative, index }));
  const served = all.filter(({ alternative }) => credentials !== undefined && isServed(alternative, credentials));
  const seen = new Set<string>();
  const made: AlternativeBenches[] = [];
  for (const { alternative, index } of served.length > 0 ? served : all.slice(0, 1)) {
    const schemes = alternative.schemes.filter(({ name }) => !seen.has(name));
    // The same schemes with other roles are the same credentials to try.
    if (schemes.length === 0) continue;
    for (const { name } of schemes) seen.add(name);
    const narrowed = narrow(operation, index);
    const identity = { subject: call.identity?.subject ?? credentials?.subject ?? "", roles: alternative.roles };
    const bare = { ...call, operation: narrowed };
    const request = await context.bind(served.length > 0 ? { ...bare, identity } : bare);
    made.push({
      request,
      doubt:
        served.length > 0 ? await doubtOf(context, operation, request) : lackOf(alternative, credentials !== undefined),
      benches: schemes.flatMap((scheme): Bench[] =>
        isPresentable(scheme)
          ? [{ contract, operation, scheme, request, identity, keys: credentials?.keys?.(scheme), attacker }]
          : [],
      ),
    });
  }
  const untried = new Set(
    all.flatMap(({ alternative }) => alternative.schemes.flatMap((scheme) => whyNot(scheme, seen))),
  );
  return { alternatives: made, untried: [...untried] };
}

/** Why a scheme is not tried; empty where it is. */
function whyNot(scheme: Scheme, seen: ReadonlySet<string>): readonly string[] {
  if (!isPresentable(scheme))
    return [`the scheme ${scheme.name} is none that can be presented (mutual TLS, or unknown)`];
  return seen.has(scheme.name) ? [] : [`no credentials of the scheme ${scheme.name} are given (--tokens FILE)`];
}

/** The operation as if it had this one alternative. */
function narrow(operation: Operation, index: number): Operation {
  return { ...operation, security: operation.security.slice(index, index + 1) };
}

/** A token, a key, or user and password in a header, the query or a cookie. */
function isPresentable(scheme: Scheme): scheme is Scheme & { readonly place: Place } {
  return takesBearer(scheme) || takesBasic(scheme) || takesKey(scheme);
}

/** The positive control. */
async function doubtOf(context: CheckContext, operation: Operation, request: HttpRequest): Promise<string | undefined> {
  const { response } = await context.send(request, operation);
  if (response.status !== 401) return undefined;
  return `${operation.id} answered 401 to what should have been good credentials; compare what is given (issuer, audience and keys, or the token source) with the service's own`;
}

function lackOf({ schemes }: Alternative, isGiven: boolean): string {
  const names = schemes.map(({ name }) => name).join(" and ");
  return isGiven
    ? `there are none for ${names}; give them by the scheme's name with --tokens FILE`
    : "there are no keys to mint a token with, and no other credentials; give them with --tokens FILE";
}
