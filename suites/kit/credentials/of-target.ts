import type { TokenKeys } from "../identity.ts";
import { cached } from "./cached.ts";
import type { Credentials } from "./credentials.ts";
import { credentialsFromKeys } from "./from-keys.ts";

const made = new WeakMap<TokenKeys, Credentials>();

/** The credentials of a target: those that it was given, else what its issuer's keys make; each is obtained once. */
export function credentialsOf({
  credentials,
  tokens,
}: {
  readonly credentials?: Credentials | undefined;
  readonly tokens?: TokenKeys | undefined;
}): Credentials | undefined {
  if (credentials !== undefined || tokens === undefined) return credentials;
  const known = made.get(tokens) ?? cached(credentialsFromKeys(tokens));
  made.set(tokens, known);
  return known;
}
