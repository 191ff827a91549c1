import type { HttpRequest } from "../../kit/exchange.ts";
import { presentation, type Way, withAuthorization } from "./way.ts";

/** Where the good token stands in a request; empty where none was minted. */
const tokenIn = (request: HttpRequest) => request.headers.authorization?.replace(/^Bearer /, "") ?? "";

/** Requests without a token, or with one that is not where it belongs. */
export const presentations: readonly Way[] = [
  presentation("no-token", "a request without a token", "RFC 6750 §3", (request) => ({
    "no Authorization field": withAuthorization(request, undefined),
  })),
  presentation("empty-token", "an empty token", "RFC 6750 §2.1", (request) => ({
    "an empty Authorization field": withAuthorization(request, ""),
    "the scheme alone": withAuthorization(request, "Bearer"),
    "the scheme and a space": withAuthorization(request, "Bearer "),
  })),
  presentation("malformed-token", "something that is no token", "RFC 7519 §7.2", (request) => ({
    "one word": withAuthorization(request, "Bearer tercet"),
    "three empty parts": withAuthorization(request, "Bearer .."),
    "three parts that are no JSON": withAuthorization(request, "Bearer dGVyY2V0.dGVyY2V0.dGVyY2V0"),
    "five parts that are no JSON": withAuthorization(request, "Bearer dGVyY2V0.dGVyY2V0.dGVyY2V0.dGVyY2V0.dGVyY2V0"),
    null: withAuthorization(request, "Bearer null"),
  })),
  presentation("basic-credentials", "credentials of another scheme (Basic)", "RFC 6750 §2.1, RFC 7617", (request) => ({
    "user and password": withAuthorization(request, `Basic ${Buffer.from("admin:admin").toString("base64")}`),
    "no user and no password": withAuthorization(request, `Basic ${Buffer.from(":").toString("base64")}`),
  })),
  presentation(
    "wrong-scheme",
    "a good token under another scheme",
    "RFC 6750 §2.1",
    (request) => ({
      Basic: withAuthorization(request, `Basic ${tokenIn(request)}`),
      "no scheme": withAuthorization(request, tokenIn(request)),
    }),
    true,
  ),
  presentation(
    "token-in-query",
    "a good token in the query string alone",
    "RFC 6750 §2.3, RFC 9700 §4.3.2",
    (request) => {
      const url = new URL(request.url);
      url.searchParams.append("access_token", tokenIn(request));
      return { access_token: { ...withAuthorization(request, undefined), url: url.href } };
    },
    true,
  ),
  presentation(
    "token-in-cookie",
    "a good token in a cookie alone",
    "RFC 6750 §2",
    (request) => {
      const bare = withAuthorization(request, undefined);
      const names = ["access_token", "token", "jwt", "session"];
      const cookie = names.map((name) => `${name}=${tokenIn(request)}`).join("; ");
      return { [names.join(", ")]: { ...bare, headers: { ...bare.headers, cookie } } };
    },
    true,
  ),
];
