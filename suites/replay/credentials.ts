import type { PactRequest } from "../../contracts/index.ts";
import type { Credentials as Source } from "../kit/credentials/credentials.ts";
import { credentialsOf } from "../kit/credentials/of-target.ts";
import type { Identity, TokenKeys } from "../kit/identity.ts";

/** What is sent instead of what the consumer's test sent, by header in lower case. */
export interface Credentials {
  /** `expectedStatus`: what the consumer expects as the answer. */
  headersFor(request: PactRequest, expectedStatus: number): Promise<Readonly<Record<string, string>>>;
}

/** How the credentials of interactions are made. */
export interface CredentialOptions {
  /** Sent with every request, in place of a header of the same name; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The issuer's keys: a fresh bearer token is minted for each caller. */
  readonly tokens?: TokenKeys | undefined;
  /** Where fresh bearer tokens come from instead. */
  readonly credentials?: Source | undefined;
  /** The roles of fresh tokens; unless given, those of the token in the pact where it can be read. */
  readonly roles?: readonly string[] | undefined;
  /** The roles that a request needs, where neither of both says it. */
  readonly rolesFor?: ((request: PactRequest) => readonly string[] | undefined) | undefined;
}

/** A pact does not tell the name of the scheme. */
const bearer = { name: "bearer", place: { in: "header", name: "authorization", scheme: "bearer" } } as const;

/**
 * Replaces the credentials in a pact: a token that was recorded is stale, and one that was made up was never good. An
 * interaction that expects 401 is about its own credentials, so they stay as they are.
 */
export function createCredentials({ headers, roles, rolesFor, ...options }: CredentialOptions): Credentials {
  const source = credentialsOf(options);
  const { authorization, ...others } = headers;
  return {
    async headersFor(request, expectedStatus) {
      if (expectedStatus === 401) return others;
      if (authorization !== undefined) return headers;
      if (source === undefined) return others;
      const recorded = callerIn(request, options.tokens?.rolesClaim);
      const caller = {
        subject: recorded?.subject ?? source.subject,
        roles: roles ?? recorded?.roles ?? rolesFor?.(request) ?? [],
      };
      if (!source.serves(bearer, caller.roles)) return others;
      const credential = await source.obtain(bearer, caller);
      return credential === undefined ? others : { ...others, authorization: `Bearer ${credential.value}` };
    },
  };
}

/** Whom a recorded token spoke for; undefined where it cannot be read (none, encrypted, or made up). */
function callerIn(request: PactRequest, rolesClaim = "scope"): Partial<Identity> | undefined {
  const header = [...request.headers].find(([name]) => name.toLowerCase() === "authorization")?.[1][0] ?? "";
  const payload = /^Bearer +[\w-]+\.([\w-]+)\.[\w-]*$/i.exec(header)?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const { sub, [rolesClaim]: roles } = claims as Record<string, unknown>;
    const names = typeof roles === "string" ? roles.split(" ").filter((role) => role !== "") : roles;
    return {
      ...(typeof sub === "string" ? { subject: sub } : {}),
      ...(Array.isArray(names) ? { roles: names.filter((role) => typeof role === "string") } : {}),
    };
  } catch {
    return undefined;
  }
}
