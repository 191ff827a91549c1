import type { CredentialPlace } from "../../../contracts/index.ts";
import type { Identity, TokenKeys } from "../identity.ts";

/** Where a scheme wants its credential; what is presented in no header, query or cookie (mutual TLS) is none of them. */
export type Place = Exclude<CredentialPlace, { readonly in: "anywhere" }>;

/** A security scheme of a contract, as a credential is asked for it. */
export interface Scheme {
  /** Its name in `components.securitySchemes`. */
  readonly name: string;
  readonly place: CredentialPlace;
}

/** A credential that a service must accept. */
export interface Credential {
  /** As a person would write it down: the token, the key, `user:password`. A secret. */
  readonly value: string;
  /** True where the caller has the roles that were asked for and no others; else the caller may have more. */
  readonly exact: boolean;
  /** For how long it may be used from now on. */
  readonly lifetimeSeconds: number;
}

/** Gives good credentials of a system's callers: made with the issuer's key, or had from elsewhere. */
export interface Credentials {
  /** Whom they speak for where nobody else is meant. */
  readonly subject: string;
  /** Another subject, who is to be refused the first one's objects; absent: nobody else's credentials can be had. */
  readonly stranger?: string | undefined;
  /** Whether there is a credential of the scheme with at least these roles. */
  serves(scheme: Scheme, roles: readonly string[]): boolean;
  /** The issuer's keys, where the scheme's credentials are made with them. */
  keys?(scheme: Scheme): TokenKeys | undefined;
  /**
   * The credential of a caller; undefined where the source has none with these roles after all. Throws `TercetError`
   * (`surroundings`) when the source is out of reach or refuses.
   */
  obtain(scheme: Scheme, identity: Identity): Promise<Credential | undefined>;
}

/** True where a bearer token is presented: `http` with the scheme Bearer, `oauth2`, `openIdConnect`. */
export function takesBearer({ place }: Scheme): boolean {
  if (place.in !== "header" || place.name.toLowerCase() !== "authorization") return false;
  return place.scheme === undefined || place.scheme.toLowerCase() === "bearer";
}

/** True where user and password are presented (RFC 7617). */
export function takesBasic({ place }: Scheme): boolean {
  return place.in === "header" && place.scheme?.toLowerCase() === "basic";
}

/** True where an API key is presented: in a header, the query or a cookie of the contract's own. */
export function takesKey(scheme: Scheme): boolean {
  const { place } = scheme;
  if (place.in === "header") return place.scheme === undefined && !takesBearer(scheme);
  return place.in !== "anywhere";
}
