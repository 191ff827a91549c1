import type { Credential, Credentials, Scheme } from "./credentials.ts";
import { remainingSeconds } from "./read-token.ts";

/** How long a credential that tells no end is used before it is taken anew; it is at hand, so that costs nothing. */
const lifetimeSeconds = 3600;

/**
 * Credentials that are given as they are: one for everybody, or by role; the name of a combination is its roles, separated
 * by spaces.
 */
export function credentialsByRole(
  subject: string,
  fits: (scheme: Scheme) => boolean,
  given: string | Readonly<Record<string, string>>,
): Credentials {
  const find = (roles: readonly string[]): Pick<Credential, "value" | "exact"> | undefined => {
    if (typeof given === "string") return { value: given, exact: false };
    const entries = Object.entries(given).map(([name, value]) => ({ value, roles: name.split(" ") }));
    const fitting = entries
      .filter((entry) => roles.every((role) => entry.roles.includes(role)))
      .toSorted((left, right) => left.roles.length - right.roles.length)[0];
    return fitting && { value: fitting.value, exact: fitting.roles.length === new Set(roles).size };
  };
  return {
    subject,
    serves: (scheme, roles) => fits(scheme) && find(roles) !== undefined,
    async obtain(_scheme, { roles }) {
      const found = find(roles);
      return found && { ...found, lifetimeSeconds: remainingSeconds(found.value) ?? lifetimeSeconds };
    },
  };
}
