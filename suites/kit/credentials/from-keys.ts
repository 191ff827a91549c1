import type { TokenKeys } from "../identity.ts";
import { mintToken } from "../tokens.ts";
import { type Credentials, type Scheme, takesBearer } from "./credentials.ts";

/** The credentials that the issuer's key can make: tokens of anybody, in any role, for every scheme that `fits`. */
export function credentialsFromKeys(keys: TokenKeys, fits: (scheme: Scheme) => boolean = takesBearer): Credentials {
  return {
    subject: keys.subject,
    stranger: `${keys.subject}-stranger`,
    serves: fits,
    keys: (scheme) => (fits(scheme) ? keys : undefined),
    obtain: async (_scheme, identity) => ({
      value: await mintToken(keys, identity),
      exact: true,
      lifetimeSeconds: keys.lifetimeSeconds,
    }),
  };
}
