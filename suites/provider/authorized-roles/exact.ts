import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import { readToken } from "../../kit/credentials/read-token.ts";
import type { Identity } from "../../kit/identity.ts";
import { presentedTo } from "../session/stranger.ts";

/**
 * Why no credentials can be had of a caller with exactly these roles; undefined where they can. What a source gives is not
 * taken on trust: a token that names a role of the operation all the same would be refused by nobody.
 */
export async function whyNotExact(
  context: CheckContext,
  operation: Operation,
  identity: Identity,
): Promise<string | undefined> {
  const presented = await presentedTo(context, operation, identity);
  if (typeof presented === "string") return presented;
  const listed = new Map(
    operation.security.flatMap(({ schemes }) => schemes.map(({ name, roles }) => [name, roles] as const)),
  );
  for (const { scheme, credential } of presented.filter(({ scheme }) => (listed.get(scheme.name) ?? []).length > 0)) {
    const others = listed.get(scheme.name)?.filter((role) => !identity.roles.includes(role)) ?? [];
    const claims = readToken(credential.value)?.claims;
    if (!credential.exact || (claims !== undefined && others.some((role) => names(claims, role)))) {
      const asked = identity.roles.join(", ") || "none";
      return `the token source gives no credential of ${scheme.name} with these roles and no others: ${asked}`;
    }
  }
  return undefined;
}

/** True where a claim, however deep, is or lists this role. */
function names(value: unknown, role: string): boolean {
  if (typeof value === "string") return value.split(" ").includes(role);
  return typeof value === "object" && value !== null && Object.values(value).some((one) => names(one, role));
}
