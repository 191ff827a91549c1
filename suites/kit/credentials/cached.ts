import type { Credential, Credentials } from "./credentials.ts";

/** The share of a credential's life after which a fresh one is obtained: the rest is for clocks and requests under way. */
const usedShare = 0.5;

/** So many callers are remembered; the oldest go first. A monitor runs for months, with new subjects all the time. */
const maxRemembered = 500;

/** The same credentials, each obtained once and used for a part of its life; a failure is not kept. */
export function cached(credentials: Credentials): Credentials {
  const known = new Map<string, { readonly obtained: Promise<Credential | undefined>; expiresAt: number }>();
  return {
    ...credentials,
    async obtain(scheme, identity) {
      const key = JSON.stringify([scheme.name, identity.subject, identity.roles]);
      const earlier = known.get(key);
      if (earlier !== undefined && performance.now() < earlier.expiresAt) return earlier.obtained;
      const entry = { obtained: credentials.obtain(scheme, identity), expiresAt: Number.POSITIVE_INFINITY };
      known.set(key, entry);
      for (const oldest of known.keys()) {
        if (known.size <= maxRemembered) break;
        known.delete(oldest);
      }
      try {
        const credential = await entry.obtained;
        const seconds = (credential?.lifetimeSeconds ?? 0) * usedShare;
        entry.expiresAt = performance.now() + seconds * 1000;
        return credential;
      } catch (error) {
        known.delete(key);
        throw error;
      }
    },
  };
}
