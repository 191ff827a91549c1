import type { Exchange } from "../../kit/exchange.ts";
import { cookiesSetBy } from "../answers/cookies.ts";
import { textsOf } from "../answers/texts.ts";

/** How an answer may expose credentials; each is a way of refutation of `token-hygiene`. */
export const exposureWays = ["set-cookie", "token-in-url"] as const;

/** A way in which an answer exposes credentials. */
export interface Exposure {
  readonly way: (typeof exposureWays)[number];
  /** A clause: `the header location shows a token in a URL`. */
  readonly message: string;
}

/** A URL that carries a credential: by the name of a parameter, or a compact JWS or JWE anywhere in it (RFC 9700 §4.3.2). */
const tokenInUrl =
  /(?:https?:\/\/|\/)[^\s"<>]*(?:[?&#](?:access_token|id_token|refresh_token|token|jwt|session|session_id|sid)=[^&#\s"]+|eyJ[\w-]{5,}\.[\w-]*\.[\w-]*)/i;

/** Cookies, and tokens in URLs: both are sent again without anybody's will, and end in logs and histories. */
export function exposuresIn({ response }: Exchange): readonly Exposure[] {
  const exposed = textsOf(response).find(({ text }) => tokenInUrl.test(text));
  return [
    ...(cookiesSetBy(response).length === 0
      ? []
      : [{ way: "set-cookie", message: "the header set-cookie sets a cookie" } as const]),
    ...(exposed === undefined
      ? []
      : [{ way: "token-in-url", message: `${exposed.place} shows a token in a URL` } as const]),
  ];
}
