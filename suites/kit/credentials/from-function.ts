import { reasonOf, TercetError } from "../../../contracts/index.ts";
import type { Identity } from "../identity.ts";
import { redactText } from "../redact-text.ts";
import { type Credentials, type Scheme, takesBearer } from "./credentials.ts";
import { remainingSeconds } from "./read-token.ts";

/** A credential that does not tell when it ends is asked for anew after so long, in seconds. */
const unknownLifetimeSeconds = 60;

/**
 * Gives the credential of a caller who has these roles and no others: a token, a key, or `user:password`. `scheme` is the
 * name of the security scheme in the contract.
 */
export type GiveCredential = (caller: Identity & { readonly scheme: string }) => Promise<string> | string;

/** Credentials that a function gives. `name` stands in the sentence about what it throws. */
export function credentialsFromFunction(
  subject: string,
  give: GiveCredential,
  name: string,
  fits: (scheme: Scheme) => boolean = takesBearer,
): Credentials {
  return {
    subject,
    serves: fits,
    async obtain({ name: scheme }, identity) {
      const value: unknown = await (async () => give({ ...identity, scheme }))().catch((cause: unknown) => {
        if (cause instanceof TercetError) throw cause;
        throw new TercetError("surroundings", `${name} gave no credential: ${redactText(reasonOf(cause))}.`, { cause });
      });
      if (typeof value !== "string" || value.trim() === "") {
        throw new TercetError("surroundings", `${name} gave no credential: a string that is not empty is expected.`);
      }
      return { value: value.trim(), exact: true, lifetimeSeconds: remainingSeconds(value) ?? unknownLifetimeSeconds };
    },
  };
}
