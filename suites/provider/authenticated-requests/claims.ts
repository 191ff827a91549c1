import { forgery, type Way } from "./way.ts";

/** Beyond every tolerance for clocks that differ. */
const hourSeconds = 3600;
const now = () => Math.floor(Date.now() / 1000);

/** Tokens that are signed by the issuer and must be refused for what they say. */
export const claimForgeries: readonly Way[] = [
  forgery("expired-token", "an expired token", "RFC 7519 §4.1.4", ({ keys, mint }) => ({
    "expired an hour ago": mint({ issuedAt: now() - hourSeconds - keys.lifetimeSeconds }),
  })),
  forgery("not-yet-valid", "a token that is not yet valid", "RFC 7519 §4.1.5", ({ keys, mint }) => {
    // Issued now and not living longer than others, so that only `nbf` speaks against it.
    const notBefore = now() + Math.max(30, Math.floor(keys.lifetimeSeconds * 0.8));
    const expiry = Math.max(now() + keys.lifetimeSeconds, notBefore + 5);
    return { "nbf lies ahead": mint({ claims: { nbf: notBefore, exp: expiry } }) };
  }),
  forgery("wrong-audience", "a token for another audience", "RFC 7519 §4.1.3, RFC 8725 §3.9", ({ keys, mint }) => ({
    "another audience": mint({ claims: { aud: "https://another-audience.example" } }),
    "a list of others": mint({ claims: { aud: ["https://another-audience.example", `${keys.audience}.example`] } }),
  })),
  forgery("wrong-issuer", "a token of another issuer", "RFC 7519 §4.1.1, RFC 8725 §3.8", ({ keys, mint }) => ({
    "another issuer": mint({ claims: { iss: "https://another-issuer.example" } }),
    "a name that begins alike": mint({ claims: { iss: `${keys.issuer}.another-issuer.example` } }),
  })),
  forgery(
    "missing-expiry",
    "a token that never expires",
    "RFC 7519 §4.1.4, RFC 9068 §2.2",
    ({ mint }) => ({ "no exp": mint({ claims: { exp: undefined } }) }),
    ({ extension }) =>
      extension.token?.maxLifetimeSeconds === undefined
        ? "the contract does not limit the life of tokens (x-tercet.token.maxLifetimeSeconds)"
        : undefined,
  ),
];
