/** How the shop's tokens look: a JWT (RFC 7519), signed (JWS, RFC 7515) and then encrypted (JWE, RFC 7516). */
export const tokenProfile = {
  issuer: "https://identity.tercet.example",
  audience: "shop",
  rolesClaim: "roles",
  lifetimeSeconds: 300,
  signing: { alg: "ES256" },
  encryption: { alg: "ECDH-ES+A256KW", enc: "A256GCM" },
} as const;
