import { jsonObject } from "./json-object.ts";

/** A token that can be read without a key: a compact JWS (RFC 7515 §7.1) whose payload is a JSON object. */
export interface ReadableToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Reads a token without verifying it; undefined where it is opaque or encrypted. */
export function readToken(token: string): ReadableToken | undefined {
  const [head, payload, signature, ...more] = token.split(".");
  if (head === undefined || payload === undefined || signature === undefined || more.length > 0) return undefined;
  const header = objectIn(head);
  const claims = objectIn(payload);
  return header === undefined || claims === undefined ? undefined : { header, claims };
}

/** For how long a token lasts by its own `exp` (RFC 7519 §4.1.4), in seconds; undefined where it does not tell. */
export function remainingSeconds(token: string): number | undefined {
  const exp = readToken(token)?.claims.exp;
  return typeof exp === "number" ? Math.max(0, exp - Date.now() / 1000) : undefined;
}

function objectIn(part: string): Readonly<Record<string, unknown>> | undefined {
  return jsonObject(Buffer.from(part, "base64url").toString());
}
