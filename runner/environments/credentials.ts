import { type ErrorPlace, TercetError } from "../../contracts/index.ts";
import {
  type Credentials,
  cached,
  clientCredentials,
  commandGiving,
  credentialsByRole,
  credentialsByScheme,
  credentialsFromFunction,
  credentialsFromKeys,
  keepSecret,
  type Scheme,
  type TokenKeys,
  takesBasic,
  takesBearer,
  takesKey,
  withStranger,
} from "../../suites/index.ts";
import type { SecretInput, SourceInput, TokensInput } from "./token-sources.ts";

/** What the service calls the caller, where nothing says it. */
const defaultSubject = "tercet";

/** Where the configuration of a source stands. */
export interface SourceSurroundings {
  /** How it is named in a sentence: `The tokens of "staging"`. */
  readonly name: string;
  readonly place: ErrorPlace;
  /** Where commands run. */
  readonly directory: string;
  /** PEM of the authority that signed the authorization server's certificate. */
  readonly certificateAuthority: string | undefined;
}

/** Credentials by what the user wrote. Throws `TercetError` (`configuration`) for a variable that is not set. */
export function createCredentials(tokens: TokensInput, surroundings: SourceSurroundings): Credentials {
  const { subject, stranger } = typeof tokens === "function" || "signing" in tokens ? {} : tokens;
  const own = ownCredentials(tokens, subject, surroundings);
  if (stranger === undefined) return cached(own);
  const other =
    typeof stranger === "string"
      ? { ...own, subject: stranger }
      : fromSource(stranger, `${own.subject}-stranger`, surroundings, undefined);
  return cached(withStranger(own, other));
}

function ownCredentials(
  tokens: TokensInput,
  subject: string | undefined,
  surroundings: SourceSurroundings,
): Credentials {
  if (typeof tokens === "function" || !("schemes" in tokens))
    return fromSource(tokens, subject, surroundings, undefined);
  const everything = () => true;
  const sources = Object.entries(tokens.schemes).map(
    ([name, source]) => [name, fromSource(source, subject, surroundings, everything)] as const,
  );
  return credentialsByScheme(subject ?? sources[0]?.[1].subject ?? defaultSubject, new Map(sources));
}

/** `fits` says which schemes a source serves; undefined: those that present what it gives. */
function fromSource(
  source: SourceInput,
  subject: string | undefined,
  surroundings: SourceSurroundings,
  fits: ((scheme: Scheme) => boolean) | undefined,
): Credentials {
  const { name, directory, certificateAuthority } = surroundings;
  const reveal = (secret: SecretInput) => secretOf(secret, surroundings);
  if (typeof source === "function") return credentialsFromFunction(subject ?? defaultSubject, source, name, fits);
  if ("signing" in source) return credentialsFromKeys(source as TokenKeys, fits);
  if ("from" in source) return credentialsFromFunction(subject ?? defaultSubject, source.from, name, fits);
  if ("command" in source) {
    return credentialsFromFunction(subject ?? defaultSubject, commandGiving(source.command, directory), name, fits);
  }
  if ("oauth2" in source) {
    const { clientSecret, clients, ...rest } = source.oauth2;
    const options = {
      ...rest,
      clientSecret: reveal(clientSecret),
      clients: mapped(clients, (client) => ({ ...client, clientSecret: reveal(client.clientSecret) })),
      certificateAuthority,
    };
    return clientCredentials(subject ?? rest.clientId, options, fits ?? takesBearer);
  }
  if ("basic" in source) {
    const { basic } = source;
    const pair = ({ username, password }: Login) => `${username}:${reveal(password)}`;
    const one = isLogin(basic) ? basic : undefined;
    const given = isLogin(basic) ? pair(basic) : mapped(basic, pair);
    return credentialsByRole(subject ?? one?.username ?? defaultSubject, fits ?? takesBasic, given);
  }
  const [given, kind] = "bearer" in source ? [source.bearer, takesBearer] : [source.apiKey, takesKey];
  const revealed = isSecret(given) ? reveal(given) : mapped(given, reveal);
  return credentialsByRole(subject ?? defaultSubject, fits ?? kind, revealed);
}

type Login = { readonly username: string; readonly password: SecretInput };

function isLogin(value: Login | Readonly<Record<string, Login>>): value is Login {
  return typeof value.username === "string";
}

function isSecret(value: SecretInput | Readonly<Record<string, SecretInput>>): value is SecretInput {
  return typeof value === "string" || (Object.keys(value).length === 1 && typeof value.fromEnvironment === "string");
}

function secretOf(secret: SecretInput, { name, place }: SourceSurroundings): string {
  const value = typeof secret === "string" ? secret : (process.env[secret.fromEnvironment] ?? "");
  if (value === "" && typeof secret === "object") {
    const message = `${name}: the environment variable ${secret.fromEnvironment} is not set; set it, or name another one.`;
    throw new TercetError("configuration", message, { place });
  }
  keepSecret(value);
  return value;
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
