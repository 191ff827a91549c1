import type { Agent } from "node:https";
import { z } from "zod";
import { callJson } from "./https-client.ts";

/** A new token is fetched so long before the old one expires. */
const marginMilliseconds = 30_000;
const deadlineMilliseconds = 1_000;
const answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/**
 * Fetches the service's own token, for calls from service to service: OAuth 2 client credentials, RFC 6749 section 4.4.
 * The function returns one that is valid for a while yet.
 */
export function createTokenSource(options: {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly agent: Agent;
}): () => Promise<string> {
  const credentials = Buffer.from(`${options.clientId}:${options.clientSecret}`).toString("base64");
  let current: { readonly token: Promise<string>; expiresAt: number } | undefined;

  async function fetchToken(): Promise<string> {
    const { status, body } = await callJson({
      url: new URL("/token", options.url),
      method: "POST",
      headers: { authorization: `Basic ${credentials}`, "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
      agent: options.agent,
      signal: AbortSignal.timeout(deadlineMilliseconds),
    });
    if (status !== 200) throw new Error(`the identity service answered ${status}`);
    const { access_token, expires_in } = answer.parse(body);
    if (current !== undefined) current.expiresAt = Date.now() + expires_in * 1000 - marginMilliseconds;
    return access_token;
  }

  return () => {
    if (current === undefined || current.expiresAt <= Date.now()) {
      // Who asks meanwhile waits for the same token.
      const token = fetchToken();
      const fetching = { token, expiresAt: Date.now() + deadlineMilliseconds + marginMilliseconds };
      current = fetching;
      token.catch(() => {
        if (current === fetching) current = undefined;
      });
    }
    return current.token;
  };
}
