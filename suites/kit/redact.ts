import type { Evidence } from "../../contracts/index.ts";
import type { Exchange, HttpResponse } from "./exchange.ts";

/** As much of a body is kept as a reader needs to understand a failure, in UTF-16 code units. */
const maxBodyLength = 4096;
const removed = "[removed]";

/** Header fields whose value is a secret; the scheme of an `authorization` is kept, since failures turn on it. */
const secretHeaders = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"]);

/** Members of a JSON body, and of a form, whose value is a secret. */
const secretMember =
  /("(?:[\w-]*(?:password|passwd|secret|token|credential|private_?key|api_?key))"\s*:\s*)("(?:[^"\\]|\\.)*"|[-\w.]+)/gi;
const secretParameter = /((?:^|[?&])[\w-]*(?:password|secret|token|credential|api_?key)[\w-]*=)[^&#\s]*/gi;
/** JWS and JWE in compact form, wherever they stand: a base64url JSON header and one to four more parts. */
const compactToken = /eyJ[\w-]+(?:\.[\w-]*){1,4}/g;
/** The private members of a JWK, RFC 7518 §6. */
const privateKeyMember = /("(?:d|k|p|q|dp|dq|qi)"\s*:\s*)"[\w-]{20,}"/g;
const pemPrivateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** Shows an exchange without what must not be shown: tokens, keys, passwords and cookies; long bodies are cut. */
export function redactExchange(exchange: Exchange): Evidence {
  const { request, response } = exchange;
  return {
    request: {
      method: request.method,
      url: redactText(request.url),
      headers: redactHeaders(request.headers),
      ...redactBody(typeof request.body === "string" ? request.body : describeBytes(request.body)),
    },
    response: {
      status: response.status,
      headers: redactHeaders(response.headers),
      ...redactBody(response.body === "" ? undefined : response.body),
    },
  };
}

/** Removes what looks like a secret from any text. */
export function redactText(text: string): string {
  return text
    .replaceAll(pemPrivateKey, removed)
    .replaceAll(compactToken, removed)
    .replaceAll(secretMember, `$1"${removed}"`)
    .replaceAll(secretParameter, `$1${removed}`)
    .replaceAll(privateKeyMember, `$1"${removed}"`);
}

function redactHeaders(headers: HttpResponse["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const values = (typeof value === "string" ? [value] : value).map((one) => redactHeader(name.toLowerCase(), one));
      return [name, typeof value === "string" ? (values[0] ?? "") : values];
    }),
  );
}

function redactHeader(name: string, value: string): string {
  if (!secretHeaders.has(name)) return redactText(value);
  const scheme = name.endsWith("authorization") ? /^[A-Za-z]+(?= )/.exec(value)?.[0] : undefined;
  return scheme === undefined ? removed : `${scheme} ${removed}`;
}

function redactBody(body: string | undefined): { body?: string } {
  if (body === undefined) return {};
  // Cut after the removal: a secret that the cut splits would no longer be recognised.
  const text = redactText(body.slice(0, 16 * maxBodyLength));
  return { body: body.length > maxBodyLength ? `${text.slice(0, maxBodyLength)}… (${body.length} characters)` : text };
}

function describeBytes(body: Uint8Array | undefined): string | undefined {
  return body === undefined ? undefined : new TextDecoder().decode(body);
}
