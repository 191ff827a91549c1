import { headerText, type RequestHeaders } from "./message.ts";

/** The cookies of a request by name (RFC 6265 §4.2). */
export function cookiesOf(headers: RequestHeaders): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (headerText(headers, "cookie") ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0) cookies.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return cookies;
}
