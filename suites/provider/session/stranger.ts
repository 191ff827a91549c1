import { type Operation, TercetError } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import { type Presented, presentedFor } from "../../kit/credentials/authenticate.ts";
import { credentialsOf } from "../../kit/credentials/of-target.ts";
import type { Identity } from "../../kit/identity.ts";

/** Somebody else with the owner's roles, or why the credentials of nobody else can be had. */
export async function strangerTo(
  context: CheckContext,
  operation: Operation,
  owner: Identity,
): Promise<{ readonly identity: Identity } | { readonly reason: string }> {
  const subject = credentialsOf(context.target)?.stranger;
  if (subject === undefined) {
    return { reason: "the token source speaks for one subject alone; give it a `stranger` (README, Configuration)" };
  }
  const identity = { subject, roles: owner.roles };
  const [theirs, own] = [await presentedTo(context, operation, identity), await presentedTo(context, operation, owner)];
  if (typeof theirs === "string") return { reason: theirs };
  // What a source gives is not taken on trust: who has the owner's credential is no stranger.
  const isSame = typeof own !== "string" && secretIn(own) === secretIn(theirs);
  return isSame
    ? { reason: `the token source gives the owner and the stranger ${subject} the same credential` }
    : { identity };
}

/**
 * What a caller would present to an operation, or why nothing can be had: a source that refuses to speak for a caller says
 * something about itself, and nothing about the service.
 */
export async function presentedTo(
  { contract, target }: CheckContext,
  operation: Operation,
  identity: Identity,
): Promise<readonly Presented[] | string> {
  const credentials = credentialsOf(target);
  const none = `no credentials can be had for ${identity.subject} with these roles: ${identity.roles.join(", ") || "none"}`;
  if (credentials === undefined) return none;
  try {
    return (await presentedFor(contract, operation, identity, credentials)) ?? none;
  } catch (error) {
    if (!(error instanceof TercetError)) throw error;
    return error.message.replace(/\.$/, "");
  }
}

function secretIn(presented: readonly Presented[]): string {
  return presented.map(({ credential }) => credential.value).join("\n");
}
