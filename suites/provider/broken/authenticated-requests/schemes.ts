import { goodSecrets, keyHeader, linkKeyName, schemes } from "../arrangements/schemes.ts";
import type { Fault } from "../fault.ts";
import { Refusal, type Request } from "../messages.ts";
import type { Change } from "../provider.ts";

const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee: "authenticated-requests",
  caughtBy,
  arrangement: schemes,
  change,
});

/** Takes a request for another one when it looks who sent it. */
const seenAs =
  (look: (request: Request) => Request): Change =>
  (parts) => ({ token: (request) => parts.token(request) ?? parts.token(look(request)) });

const withHeaders = (request: Request, headers: Request["headers"]): Request => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

const goodKey = { [keyHeader]: goodSecrets.key };
const goodLogin = { authorization: `Basic ${Buffer.from(goodSecrets.login).toString("base64")}` };

/** Takes keys for which this is true for the good one. */
const takesKeys = (takes: (key: string) => boolean) =>
  seenAs((request) => {
    const key = request.headers[keyHeader];
    return typeof key === "string" && takes(key) ? withHeaders(request, goodKey) : request;
  });

/** Takes users and passwords for which this is true for the good ones. */
const takesLogins = (takes: (user: string, password: string) => boolean) =>
  seenAs((request) => {
    const field = /^Basic (\S*)$/.exec(request.headers.authorization ?? "")?.[1];
    const [user = "", password = ""] = Buffer.from(field ?? "", "base64")
      .toString()
      .split(":");
    return field !== undefined && takes(user, password) ? withHeaders(request, goodLogin) : request;
  });

const [goodUser = "", goodPassword = ""] = goodSecrets.login.split(":");

/** Providers that are careless with API keys, passwords, opaque tokens, and with several of them at once. */
export const schemeFaults: readonly Fault[] = [
  fault(
    "takes-any-key",
    ["wrong-key", "tampered-key"],
    takesKeys((key) => key !== ""),
  ),
  fault(
    "takes-an-empty-key",
    ["empty-token"],
    takesKeys((key) => key === ""),
  ),
  fault(
    "looks-for-keys-with-like",
    ["wrong-key"],
    takesKeys((key) => key === "%"),
  ),
  fault(
    "compares-keys-as-far-as-they-go",
    ["tampered-key"],
    takesKeys((key) => key.length > 8 && goodSecrets.key.startsWith(key)),
  ),
  fault(
    "takes-a-key-from-the-query",
    ["misplaced-key"],
    seenAs((request) => withHeaders(request, { [keyHeader]: request.query.get("X-Parcel-Key") ?? "" })),
  ),
  fault(
    "takes-a-key-from-a-cookie",
    ["misplaced-key"],
    seenAs((request) =>
      withHeaders(request, { [keyHeader]: /X-Parcel-Key=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "" }),
    ),
  ),
  fault(
    "takes-any-key-in-a-link",
    ["wrong-key", "tampered-key"],
    seenAs((request) => {
      const query = new URLSearchParams(request.query);
      if ((query.get(linkKeyName) ?? "") !== "") query.set(linkKeyName, goodSecrets.linkKey);
      return { ...request, query };
    }),
  ),
  fault(
    "asks-for-no-password",
    ["wrong-password"],
    takesLogins((user) => user === goodUser),
  ),
  fault(
    "cuts-passwords-off",
    ["wrong-password"],
    takesLogins((user, password) => user === goodUser && password.startsWith(goodPassword)),
  ),
  fault(
    "keeps-the-first-password",
    ["guessed-password"],
    takesLogins((user, password) => user === "admin" && password === "admin"),
  ),
  fault(
    "takes-one-of-two-credentials",
    ["partial-credentials"],
    seenAs((request) => {
      const hasOne =
        request.headers[keyHeader] === goodSecrets.key || request.headers.authorization?.startsWith("Basic");
      return hasOne && request.path === "/metrics" ? withHeaders(request, { ...goodKey, ...goodLogin }) : request;
    }),
  ),
  fault(
    "compares-opaque-tokens-as-far-as-they-go",
    ["tampered-token"],
    seenAs((request) => {
      const token = /^Bearer (\S{8,})$/.exec(request.headers.authorization ?? "")?.[1] ?? "no";
      const isNear = goodSecrets.session.startsWith(token);
      return isNear ? withHeaders(request, { authorization: `Bearer ${goodSecrets.session}` }) : request;
    }),
  ),
  fault("takes-tokens-of-any-type", ["wrong-type"], ({ verification: { typ: _typ, ...verification } }) => ({
    verification,
  })),
  fault("asks-for-a-token-where-a-password-is-due", ["challenge"], () => ({
    unauthenticated: () => new Refusal(401, "unauthenticated", { headers: { "www-authenticate": "Bearer" } }),
  })),
];
