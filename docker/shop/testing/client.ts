import { readFile } from "node:fs/promises";
import { Agent, request } from "undici";
import { z } from "zod";
import { type IssuerKeys, issueToken } from "../identity/token.ts";

/** A request of a test; what is left out is that of a good one. */
export interface TestRequest {
  readonly roles?: readonly string[];
  readonly subject?: string;
  /** Instead of a good one; `null`: none. */
  readonly token?: string | null;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** `Idempotency-Key`. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer; `body` is parsed where it is JSON. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it states.
  readonly body: any;
}

/** Talks to services in tests as their clients do. */
export interface TestClient {
  readonly keys: IssuerKeys;
  call(method: string, url: string, options?: TestRequest): Promise<TestAnswer>;
  close(): Promise<void>;
}

/** `tokens` and `certificateAuthority` are files, as in an environment. */
export async function createTestClient(files: {
  readonly tokens: string;
  readonly certificateAuthority: string;
}): Promise<TestClient> {
  const jwk = z.object({ key: z.looseObject({ kty: z.string() }) });
  const tokens = z.object({ signing: jwk, encryption: jwk }).parse(JSON.parse(await readFile(files.tokens, "utf8")));
  const keys = { signing: tokens.signing.key, encryption: tokens.encryption.key };
  const dispatcher = new Agent({ connect: { ca: await readFile(files.certificateAuthority, "utf8") } });
  return {
    keys,
    async call(method, url, { roles = ["customer"], subject = "demo-shopper", token, body, key, headers = {} } = {}) {
      const bearer = token === undefined ? await issueToken(subject, roles, keys) : token;
      const answer = await request(url, {
        method,
        dispatcher,
        headers: {
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(key === undefined ? {} : { "idempotency-key": key }),
          ...headers,
        },
        body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
      });
      const text = await answer.body.text();
      const isJson = text !== "" && /json/.test(String(answer.headers["content-type"]));
      return { status: answer.statusCode, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
    },
    close: () => dispatcher.close(),
  };
}
