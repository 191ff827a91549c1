import type { Identity } from "../../identity.ts";
import type { Credential, Credentials, Scheme } from "../credentials.ts";
import { remainingSeconds } from "../read-token.ts";
import { findTokenEndpoint } from "./metadata.ts";
import { askForToken, type TokenRequest } from "./token-request.ts";

/** A client of an authorization server, RFC 6749 §2.3.1. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How tokens are had by the client credentials grant, RFC 6749 §4.4. */
export interface ClientCredentialsOptions extends OAuthClient {
  /** Absent: the metadata of `issuer` names it (RFC 8414). */
  readonly tokenEndpoint?: string | undefined;
  readonly issuer?: string | undefined;
  /** Where the server wants the client's secret. */
  readonly clientAuthentication: "basic" | "post";
  /** The scope of every token; by role: what is asked for instead of the role's own name. */
  readonly scope?: string | Readonly<Record<string, string>> | undefined;
  /** The member `audience`, which several servers want. */
  readonly audience?: string | undefined;
  /** RFC 8707. */
  readonly resource?: string | undefined;
  /** Where roles hang on the client: which client has which role. */
  readonly clients: Readonly<Record<string, OAuthClient>>;
  /** PEM of the authority that signed the server's certificate. */
  readonly certificateAuthority?: string | undefined;
}

/** Where the server does not say how long a token lasts, and the token does not either, in seconds. */
const unknownLifetimeSeconds = 60;

/** Credentials of a client; its `subject` is what the service calls it. */
export function clientCredentials(
  subject: string,
  options: ClientCredentialsOptions,
  fits: (scheme: Scheme) => boolean,
): Credentials {
  let endpoint: Promise<string> | undefined;
  const findEndpoint = () => {
    endpoint ??=
      options.tokenEndpoint === undefined ? findTokenEndpoint(options) : Promise.resolve(options.tokenEndpoint);
    // A server that was out of reach once is asked again.
    endpoint.catch(() => {
      endpoint = undefined;
    });
    return endpoint;
  };
  return {
    subject,
    serves: fits,
    async obtain(_scheme, identity): Promise<Credential | undefined> {
      const request = requestFor(options, identity);
      if (request === undefined) return undefined;
      const answer = await askForToken(await findEndpoint(), request, options.certificateAuthority);
      // The server does not give this client these roles (RFC 6749 §5.2): that is an answer, not a failure.
      if ("refused" in answer) return undefined;
      const { token, expiresInSeconds, scope } = answer;
      return {
        value: token,
        exact: isExact(request, options, identity, scope),
        lifetimeSeconds: expiresInSeconds ?? remainingSeconds(token) ?? unknownLifetimeSeconds,
      };
    },
  };
}

/** What is asked for a caller; undefined for roles that no one client has. */
function requestFor(
  { clients, scope, ...options }: ClientCredentialsOptions,
  { roles }: Identity,
): TokenRequest | undefined {
  const [client, ...others] = roles.flatMap((role) => (Object.hasOwn(clients, role) ? (clients[role] ?? []) : []));
  if (others.some(({ clientId }) => clientId !== client?.clientId)) return undefined;
  const scopeOf = (role: string): readonly string[] => {
    if (typeof scope === "object" && Object.hasOwn(scope, role)) return [scope[role] ?? ""];
    // Where roles hang on the client, their names are no scopes.
    return client === undefined ? [role] : [];
  };
  return {
    ...(client ?? options),
    clientAuthentication: options.clientAuthentication,
    scope: typeof scope === "string" ? scope : roles.flatMap(scopeOf).join(" "),
    audience: options.audience,
    resource: options.resource,
  };
}

/** A server may give less than was asked for, or something of its own where nothing was, RFC 6749 §3.3. */
function isExact(
  request: TokenRequest,
  { scope, clients }: ClientCredentialsOptions,
  { roles }: Identity,
  granted: string | undefined,
): boolean {
  if (roles.length === 1 && Object.hasOwn(clients, roles[0] ?? "")) return true;
  if (typeof scope === "string" || request.scope === "") return false;
  const words = (text: string) => text.split(" ").sort().join(" ");
  return granted === undefined || words(granted) === words(request.scope);
}
