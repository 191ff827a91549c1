// The demo's identity provider: it gives services their tokens for calls to each other, by OAuth 2 client credentials
// (RFC 6749 section 4.4). People's tokens are minted by the harness, with the keys of tokens.json.
import { hash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { type Answer, ok, refused } from "../platform/answer.ts";
import { readBody } from "../platform/body.ts";
import { securityHeaders } from "../platform/headers.ts";
import { createLogs } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import { listen } from "../platform/server.ts";
import { onceStopped } from "../platform/stop.ts";
import { tokenProfile } from "../platform/token-profile.ts";
import { issueToken } from "./token.ts";

const jwk = z.looseObject({ kty: z.string(), kid: z.string() });
const { HOST, PORT, SECRETS, DATA_CENTRE } = z
  .object({
    HOST: z.string().default("0.0.0.0"),
    PORT: z.coerce.number().int().default(8443),
    SECRETS: z.string(),
    DATA_CENTRE: z.string(),
  })
  .parse(process.env);
const logs = createLogs({ service: "identity", dataCentre: DATA_CENTRE });
const read = (name: string) => readFileSync(join(SECRETS, name), "utf8");
const keys = {
  signing: jwk.parse(JSON.parse(read("signing.jwk.json"))),
  encryption: jwk.parse(JSON.parse(read("encryption.jwk.json"))),
};
/** By service: the SHA-256 of its secret. */
const clients = z.record(z.string(), z.string()).parse(JSON.parse(read("clients.json")));

const server = await listen({
  host: HOST,
  port: PORT,
  certificate: read("certificate.pem"),
  key: read("key.pem"),
  pipeline: async (request) => {
    const answer = await answerToken(request).catch(toAnswer);
    logs.technical.info({ operation: "token", status: answer.status }, "request");
    return { ...answer, headers: { ...securityHeaders, ...answer.headers } };
  },
});
onceStopped(() => server.close());
logs.technical.info({ port: server.port }, "ready");
process.send?.({ port: server.port });

async function answerToken(request: IncomingMessage): Promise<Answer> {
  if (request.method !== "POST" || request.url !== "/token") throw new Problem(404, "not-found", "Only POST /token.");
  const service = authenticate(request.headers.authorization ?? "");
  const form = new URLSearchParams((await readBody(request)).toString("utf8"));
  if (form.get("grant_type") !== "client_credentials") {
    throw new Problem(400, "unsupported-grant-type", "The grant_type must be client_credentials.");
  }
  const token = await issueToken(service, ["service"], keys);
  logs.business.info({ action: "token", client: service }, "done");
  return ok({ access_token: token, token_type: "Bearer", expires_in: tokenProfile.lifetimeSeconds });
}

/** HTTP Basic, RFC 7617; returns the service that the credentials belong to. */
function authenticate(header: string): string {
  const [service = "", secret = ""] = Buffer.from(header.replace(/^Basic +/i, ""), "base64")
    .toString()
    .split(":");
  const expected = Object.hasOwn(clients, service) ? clients[service] : undefined;
  const given = hash("sha256", secret);
  if (expected !== undefined && timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return service;
  const headers = { "www-authenticate": 'Basic realm="identity"' };
  throw new Problem(401, "unauthenticated", "These credentials are not accepted.", { headers });
}

function toAnswer(error: unknown): Answer {
  if (error instanceof Problem) return refused(error);
  logs.technical.error({ err: error }, "a request met a defect");
  return refused(new Problem(500, "internal-error", "The service met a defect of its own."));
}
