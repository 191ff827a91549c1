import type { Exchange } from "../../kit/exchange.ts";
import { cookiesSetBy } from "../answers/cookies.ts";

/** A cookie that an answer sets. */
export interface SetCookie {
  readonly way: "set-cookie";
  /** A clause: `the header set-cookie sets the cookie SESSION`. */
  readonly message: string;
}

/** Cookies of an answer: what a client is to bring along again is a session, whatever it is called (RFC 6265 §4.1). */
export function cookiesIn({ response }: Exchange): readonly SetCookie[] {
  const [name] = cookiesSetBy(response);
  if (name === undefined) return [];
  return [{ way: "set-cookie", message: `the header set-cookie sets the cookie ${name}` }];
}
