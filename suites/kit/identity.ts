/** Who a request speaks for: the security context of the talk, user and roles. */
export interface Identity {
  readonly subject: string;
  readonly roles: readonly string[];
}

/**
 * What is needed to mint good and bad tokens: the form of `--tokens FILE` (ARCHITECTURE.md, "Command line").
 * `key` is a private or symmetric JWK for signing (RFC 7517), and the recipient's public or symmetric JWK for encryption.
 */
export interface TokenKeys {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  readonly lifetimeSeconds: number;
  readonly rolesClaim: string;
  /** `typ` is the header parameter of the same name (RFC 8725 §3.11): `at+jwt` where RFC 9068 is kept; absent: `JWT`. */
  readonly signing: { readonly alg: string; readonly typ?: string | undefined; readonly key: JsonWebKeyLike };
  readonly encryption?: { readonly alg: string; readonly enc: string; readonly key: JsonWebKeyLike };
}

/** A JSON Web Key, RFC 7517. */
export type JsonWebKeyLike = { readonly kty: string; readonly kid?: string; readonly [member: string]: unknown };
