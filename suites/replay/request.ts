import { bytesOfBody, formatQuery, type PactRequest } from "../../contracts/index.ts";
import type { HttpRequest } from "../kit/exchange.ts";

/** Header fields that belong to the connection of the consumer's test, not to the message (RFC 9110 §7.6.1, §8.6). */
const ofTheConnection = new Set([
  ...["host", "content-length", "connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect"],
  ...["proxy-connection", "http2-settings"],
]);

/** A field name is a token, a value has no control characters (RFC 9110 §5.1, §5.5). */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A request of a pact as it is sent to a provider, or why it cannot be sent: a clause. */
export function requestOf(
  request: PactRequest,
  baseUrl: string,
  overrides: Readonly<Record<string, string>>,
): HttpRequest | { readonly unsendable: string } {
  if (!token.test(request.method)) return { unsendable: `the method "${request.method}" is none` };
  const headers: Record<string, string> = {};
  for (const [written, values] of request.headers) {
    const name = written.toLowerCase();
    if (ofTheConnection.has(name)) continue;
    const value = values.join(name === "cookie" ? "; " : ", ");
    if (!token.test(name) || !fieldValue.test(value)) return { unsendable: `the header "${written}" is none` };
    headers[name] = value;
  }
  const body = bytesOfBody(request.body);
  if ("contentType" in request.body) headers["content-type"] ??= request.body.contentType;
  const query = formatQuery(request.query);
  return {
    method: request.method.toUpperCase(),
    url: baseUrl + pathOf(request.path) + (query === "" ? "" : `?${query}`),
    headers: { ...headers, ...overrides },
    ...(body === undefined || body.byteLength === 0 ? {} : { body }),
  };
}

/** The path as the pact says it; only what cannot stand in a URL is encoded (RFC 3986 §3.3). */
function pathOf(path: string): string {
  const encoded = path.toWellFormed().replaceAll(/[^\w\-.~!$&'()*+,;=:@/%]/gu, encodeURIComponent);
  return encoded.startsWith("/") ? encoded : `/${encoded}`;
}
