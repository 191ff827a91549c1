import type { Credentials } from "./credentials.ts";

/** One source for each security scheme, by the scheme's name in the contract. */
export function credentialsByScheme(subject: string, sources: ReadonlyMap<string, Credentials>): Credentials {
  return {
    subject,
    serves: (scheme, roles) => sources.get(scheme.name)?.serves(scheme, roles) ?? false,
    keys: (scheme) => sources.get(scheme.name)?.keys?.(scheme),
    obtain: async (scheme, identity) => sources.get(scheme.name)?.obtain(scheme, identity),
  };
}

/** The same credentials, and another source for the stranger. */
export function withStranger(credentials: Credentials, stranger: Credentials): Credentials {
  const isStranger = (subject: string) => subject === stranger.subject;
  return {
    ...credentials,
    stranger: stranger.subject,
    obtain: (scheme, identity) => (isStranger(identity.subject) ? stranger : credentials).obtain(scheme, identity),
  };
}
