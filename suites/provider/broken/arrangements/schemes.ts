import type { JsonObject } from "../../../../contracts/index.ts";
import { credentialsByRole } from "../../../kit/credentials/by-role.ts";
import { credentialsByScheme } from "../../../kit/credentials/combined.ts";
import { credentialsFromKeys } from "../../../kit/credentials/from-keys.ts";
import type { Arrangement } from "../arrangement.ts";
import { parcelsDocument } from "../contract.ts";
import { Refusal, type Request } from "../messages.ts";
import { type Change, createProvider } from "../provider.ts";
import { matchPath } from "../routes.ts";

/** The good credentials of the arrangement. */
export const goodSecrets = {
  key: "pk-5f1d9c3a7e20",
  linkKey: "lk-0c2b8e41d97a",
  session: "st.77ab31d0f2c4",
  login: "clara:grüezi-mitenand",
} as const;

/** Where the key and the link key are presented. */
export const keyHeader = "x-parcel-key";
export const linkKeyName = "link_key";

/** The type of its access tokens, RFC 9068 §2.1. */
const tokenType = "at+jwt";

const security: Readonly<Record<string, JsonObject[string]>> = {
  getDepot: [{ key: [] }, { token: ["clerk"] }],
  putDepot: [{ login: [] }],
  deleteDepot: [{ login: [] }],
  listParcels: [{ session: [] }, { linkKey: [] }],
  getMetrics: [{ key: [], login: [] }],
};

/** Tokens of a type of their own, API keys, passwords, opaque tokens; one of several, and several at once. */
export const schemes: Arrangement = {
  document: {
    ...(withSecurity(parcelsDocument) as JsonObject),
    components: {
      ...(parcelsDocument.components as JsonObject),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        key: { type: "apiKey", in: "header", name: "X-Parcel-Key" },
        linkKey: { type: "apiKey", in: "query", name: linkKeyName },
        session: { type: "http", scheme: "bearer" },
        login: { type: "http", scheme: "basic" },
      },
    },
  },
  async start(change = () => ({})) {
    const provider = await createProvider((parts) => {
      const correct = { ...parts, ...accepting(parts) };
      return { ...correct, ...change(correct) };
    });
    const keys = { ...provider.keys, signing: { ...provider.keys.signing, typ: tokenType } };
    const all = () => true;
    const given = (secret: string) => credentialsByRole(keys.subject, all, secret);
    const credentials = credentialsByScheme(
      keys.subject,
      new Map([
        ["token", credentialsFromKeys(keys, all)],
        ["key", given(goodSecrets.key)],
        ["linkKey", given(goodSecrets.linkKey)],
        ["session", given(goodSecrets.session)],
        ["login", given(goodSecrets.login)],
      ]),
    );
    return { ...provider, keys, target: { ...provider.target, credentials } };
  },
};

/** Sets the security of the operations above, wherever they stand. */
function withSecurity(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecurity);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withSecurity(member)]);
  const { operationId } = value as { operationId?: string };
  const own = operationId === undefined ? undefined : security[operationId];
  return { ...Object.fromEntries(members), ...(own === undefined ? {} : { security: own }) };
}

/** A caller who is known without a token: the text that stands for the token until the claims are asked for. */
const known = "known:";

const accepting: Change = (parts) => {
  const authorization = (request: Request) => request.headers.authorization ?? "";
  const hasKey = (request: Request) => request.headers[keyHeader] === goodSecrets.key;
  const hasLogin = (request: Request) =>
    Buffer.from(/^Basic (\S+)$/i.exec(authorization(request))?.[1] ?? "", "base64").toString() === goodSecrets.login;
  const hasSession = (request: Request) => /^Bearer (\S+)$/i.exec(authorization(request))?.[1] === goodSecrets.session;
  const hasLinkKey = ({ query }: Request) => query.get(linkKeyName) === goodSecrets.linkKey;
  const operationOf = ({ method, path }: Request) =>
    matchPath(path).find(({ route }) => route.method === method)?.route.operation;
  return {
    token(request) {
      const operation = operationOf(request);
      if (operation === "getDepot") return hasKey(request) ? `${known}clerk` : parts.token(request);
      if (operation === "putDepot" || operation === "deleteDepot")
        return hasLogin(request) ? `${known}clerk` : undefined;
      if (operation === "listParcels") return hasSession(request) || hasLinkKey(request) ? `${known}sender` : undefined;
      if (operation === "getMetrics") return hasKey(request) && hasLogin(request) ? `${known}operator` : undefined;
      return parts.token(request);
    },
    decrypt: async (token) => (token.startsWith(known) ? token : parts.decrypt(token)),
    verification: { ...parts.verification, typ: tokenType },
    async verify(signed, verification) {
      if (!signed.startsWith(known)) return parts.verify(signed, verification);
      const now = Math.floor(Date.now() / 1000);
      const roles = { [parts.keys.rolesClaim]: [signed.slice(known.length)] };
      return { sub: parts.keys.subject, iat: now, exp: now + 1, ...roles };
    },
    unauthenticated: () =>
      new Refusal(401, "unauthenticated", { headers: { "www-authenticate": 'Bearer, Basic realm="parcels"' } }),
    validate(operation, { query: { [linkKeyName]: _key, ...query }, ...input }) {
      return parts.validate(operation, { ...input, query });
    },
  };
};
