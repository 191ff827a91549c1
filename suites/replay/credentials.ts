import type { PactRequest } from "../../contracts/index.ts";
import type { Identity, TokenKeys } from "../kit/identity.ts";
import { mintToken } from "../kit/tokens.ts";

/** What is sent instead of what the consumer's test sent, by header in lower case. */
export interface Credentials {
  /** `expectedStatus`: what the consumer expects as the answer. */
  headersFor(request: PactRequest, expectedStatus: number): Promise<Readonly<Record<string, string>>>;
}

/** How the credentials of interactions are made. */
export interface CredentialOptions {
  /** Sent with every request, in place of a header of the same name; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Mints a fresh bearer token for each caller. */
  readonly tokens?: TokenKeys | undefined;
  /** The roles of fresh tokens; unless given, those of the token in the pact where it can be read. */
  readonly roles?: readonly string[] | undefined;
  /** The roles that a request needs, where neither of both says it. */
  readonly rolesFor?: ((request: PactRequest) => readonly string[] | undefined) | undefined;
}

/**
 * Replaces the credentials in a pact: a token that was recorded is stale, and one that was made up was never good. An
 * interaction that expects 401 is about its own credentials, so they stay as they are.
 */
export function createCredentials({ headers, tokens, roles, rolesFor }: CredentialOptions): Credentials {
  const minted = new Map<string, { readonly header: Promise<string>; readonly mintedAt: number }>();
  const { authorization, ...others } = headers;

  async function bearer(keys: TokenKeys, caller: Identity): Promise<string> {
    const name = JSON.stringify(caller);
    const known = minted.get(name);
    if (known !== undefined && performance.now() - known.mintedAt < keys.lifetimeSeconds * 500) return known.header;
    const header = mintToken(keys, caller).then((token) => `Bearer ${token}`);
    minted.set(name, { header, mintedAt: performance.now() });
    return header;
  }

  return {
    async headersFor(request, expectedStatus) {
      if (expectedStatus === 401) return others;
      if (authorization !== undefined) return headers;
      if (tokens === undefined) return others;
      const recorded = callerIn(request, tokens);
      const caller = {
        subject: recorded?.subject ?? tokens.subject,
        roles: roles ?? recorded?.roles ?? rolesFor?.(request) ?? [],
      };
      return { ...others, authorization: await bearer(tokens, caller) };
    },
  };
}

/** Whom a recorded token spoke for; undefined where it cannot be read (none, encrypted, or made up). */
function callerIn(request: PactRequest, { rolesClaim }: TokenKeys): Partial<Identity> | undefined {
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
