import { forgery, type Way } from "./way.ts";

/** Beyond every tolerance for clocks that differ. */
const hourSeconds = 3600;
const now = () => Math.floor(Date.now() / 1000);

/** Tokens that are signed by the issuer and must be refused for what they say. */
export const claimForgeries: readonly Way[] = [
  forgery("signing key", "expired-token", ["an expired token", "RFC 7519 §4.1.4"], ({ keys, issue }) => ({
    "expired an hour ago": issue({ issuedAt: now() - hourSeconds - keys.lifetimeSeconds }),
  })),
  forgery("signing key", "not-yet-valid", ["a token that is not yet valid", "RFC 7519 §4.1.5"], ({ keys, issue }) => {
    // Issued now and not living longer than others, so that only `nbf` speaks against it.
    const notBefore = now() + Math.max(30, Math.floor(keys.lifetimeSeconds * 0.8));
    const expiry = Math.max(now() + keys.lifetimeSeconds, notBefore + 5);
    return { "nbf lies ahead": issue({ claims: { nbf: notBefore, exp: expiry } }) };
  }),
  forgery(
    "signing key",
    "wrong-audience",
    ["a token for another audience", "RFC 7519 §4.1.3, RFC 8725 §3.9"],
    ({ keys, issue }) => ({
      "another audience": issue({ claims: { aud: "https://another-audience.example" } }),
      "a list of others": issue({ claims: { aud: ["https://another-audience.example", `${keys.audience}.example`] } }),
      "none at all": issue({ claims: { aud: undefined } }),
    }),
  ),
  forgery(
    "signing key",
    "wrong-issuer",
    ["a token of another issuer", "RFC 7519 §4.1.1, RFC 8725 §3.8"],
    ({ keys, issue }) => ({
      "another issuer": issue({ claims: { iss: "https://another-issuer.example" } }),
      "a name that begins alike": issue({ claims: { iss: `${keys.issuer}.another-issuer.example` } }),
      "a name that ends alike": issue({ claims: { iss: `https://another-issuer.example/${keys.issuer}` } }),
    }),
  ),
  forgery(
    "signing key",
    "missing-expiry",
    ["a token that never expires", "RFC 7519 §4.1.4, RFC 9068 §2.2"],
    ({ issue }) => ({ "no exp": issue({ claims: { exp: undefined } }) }),
    ({ contract }) =>
      contract.extension.token?.maxLifetimeSeconds === undefined
        ? "the contract does not limit the life of tokens (x-tercet.token.maxLifetimeSeconds)"
        : undefined,
  ),
  forgery("signing key", "malformed-expiry", ["a token whose exp is no number", "RFC 7519 §4.1.4"], ({ issue }) => ({
    "a word": issue({ claims: { exp: "never" } }),
    "a list": issue({ claims: { exp: [] } }),
  })),
  forgery(
    "signing key",
    "wrong-type",
    ["a token of another type than an access token", "RFC 8725 §3.11, RFC 9068 §4"],
    ({ keys, issue }) =>
      Object.fromEntries(
        ["JWT", "logout+jwt", "dpop+jwt"]
          .filter((typ) => typ.toLowerCase() !== keys.signing.typ?.toLowerCase())
          .map((typ) => [`typ: ${typ}`, issue({ header: { typ } })]),
      ),
    ({ keys }) =>
      keys?.signing.typ === undefined || /^jwt$/i.test(keys.signing.typ)
        ? "access tokens have no type of their own here (signing.typ in the tokens file)"
        : undefined,
  ),
];
