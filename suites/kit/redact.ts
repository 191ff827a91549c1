import type { Evidence } from "../../contracts/index.ts";
import { curlLine } from "./curl.ts";
import type { Exchange, HttpResponse } from "./exchange.ts";
import { isSecretHeader, redactText, removed } from "./redact-text.ts";

/** As much of a body is kept as a reader needs to understand a failure, in UTF-16 code units. */
const maxBodyLength = 4096;

/**
 * Shows an exchange without what must not be shown: tokens, keys, passwords and cookies; long bodies are cut. A curl
 * line sends the request again.
 */
export function redactExchange(exchange: Exchange): Evidence {
  const { request, response } = exchange;
  const curl = curlLine(request);
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
    ...(curl === undefined ? {} : { curl }),
  };
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
  if (!isSecretHeader(name)) return redactText(value);
  // The scheme of an `authorization` is kept, since failures turn on it.
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
