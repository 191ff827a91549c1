import type { JsonWebKeyLike } from "./identity.ts";

/** The private members of RSA, EC and OKP keys, RFC 7518 §6.2.2 and §6.3.2, RFC 8037 §2. */
const privateMembers = new Set(["d", "p", "q", "dp", "dq", "qi", "oth"]);

/** The public half of an asymmetric JWK; a symmetric one is returned as it is. Usage restrictions are left out. */
export function publicKey(key: JsonWebKeyLike): JsonWebKeyLike {
  if (key.kty === "oct") return key;
  const members = Object.entries(key).filter(([name]) => !privateMembers.has(name) && name !== "key_ops");
  return { ...Object.fromEntries(members), kty: key.kty };
}
