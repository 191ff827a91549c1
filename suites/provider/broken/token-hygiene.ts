import { decodeProtectedHeader } from "jose";
import type { Fault } from "./fault.ts";
import type { Answer } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "token-hygiene";
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({ name, guarantee, caughtBy, alsoBreaks, change });

const isSession = { stateless: "a cookie is a session between client and service" };

/** Knows the caller by the claims, without a look at how long the token lives. */
const anyLifetime: Change = (parts) => ({
  caller: (claims) => {
    if (claims.exp === undefined) throw new Error("the token never expires");
    return parts.caller({ ...claims, iat: claims.exp - 1 });
  },
});

/** Adds header fields to the answers that `applies`. */
const sending =
  (headers: Answer["headers"], applies: (answer: Answer) => boolean): Change =>
  (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      return applies(answer) ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
    },
  });

/** Providers that are careless with tokens. */
export const tokenHygieneFaults: readonly Fault[] = [
  fault("takes-tokens-of-any-lifetime", ["long-lived"], anyLifetime),
  fault("counts-the-life-of-a-token-from-its-use", ["long-lived"], (parts) => ({
    caller: (claims) => parts.caller({ ...claims, iat: Math.max(claims.iat ?? 0, Math.floor(Date.now() / 1000)) }),
  })),
  fault("counts-no-life-without-a-beginning", ["long-lived"], (parts) => ({
    verification: { ...parts.verification, requiredClaims: ["sub", "exp"] },
    caller: (claims) => parts.caller({ ...claims, iat: claims.iat ?? claims.exp ?? 0 }),
  })),
  fault("takes-tokens-that-are-signed-alone", ["not-encrypted"], (parts) => ({
    decrypt: async (token) => (decodeProtectedHeader(token).enc === undefined ? token : parts.decrypt(token)),
  })),
  fault(
    "opens-a-session-in-a-cookie",
    ["set-cookie"],
    sending({ "set-cookie": "session=1; HttpOnly; Secure" }, ({ status }) => status === 200),
    isSession,
  ),
  fault(
    "sets-a-cookie-when-it-refuses",
    ["set-cookie"],
    sending({ "set-cookie": "attempts=1" }, ({ status }) => status === 401),
    isSession,
  ),
  fault(
    "links-with-the-token-in-the-url",
    ["token-in-url"],
    sending({ link: '</v1/parcels?access_token=tercet>; rel="next"' }, ({ status }) => status === 200),
  ),
];
