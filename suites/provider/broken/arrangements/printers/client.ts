import { z } from "zod";
import type { JsonObject } from "../../../../../contracts/index.ts";
import { Refusal } from "../../messages.ts";
import type { Turns } from "./turns.ts";

/** What the provider's contract declares. */
export const requestsPerSecond = 16;
/** For one request, from its first to its last byte. */
const deadlineMilliseconds = 400;

const layout = z.object({ text: z.string().min(1).max(40), lines: z.int().min(1).max(3) });
export type Layout = z.infer<typeof layout>;

/** An answer of the printers, read to its end. */
export interface PrinterAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** How the printers are asked; a fault replaces one of these steps. */
export interface Client {
  readonly turns: Turns;
  readonly url: string;
  /** Sends one request and reads its answer. Throws when none comes in time. */
  request(text: string, client: Client): Promise<PrinterAnswer>;
  headers(): Record<string, string>;
  /** Path and query that ask for a layout. */
  target(text: string): string;
  /** What an answer says; throws where it cannot be relied on. */
  read(answer: PrinterAnswer): Layout;
  /** What is answered when there is no turn. */
  heldBack(): Refusal;
  /** All of it. Throws the refusal. */
  ask(text: string, client: Client): Promise<Layout>;
}

/** Nothing usable came; it may be tried again at once. */
export function unavailable(): Refusal {
  return new Refusal(503, "printers-unavailable", { headers: { "retry-after": "0" } });
}

/** The correct client. */
export function createClient(url: string, turns: Turns): Client {
  return {
    url,
    turns,
    headers: () => ({ authorization: "Bearer parcels-own-token", accept: "application/json" }),
    target: (text) => `/v1/layouts?${new URLSearchParams({ text })}`,
    async request(text, client) {
      const signal = AbortSignal.timeout(deadlineMilliseconds);
      const answer = await fetch(client.url + client.target(text), { headers: client.headers(), signal });
      return { status: answer.status, type: answer.headers.get("content-type") ?? "", body: await answer.text() };
    },
    read({ status, type, body }) {
      if (status !== 200 || !type.startsWith("application/json")) throw new Error(`no layout: ${status} ${type}`);
      return layout.parse(JSON.parse(body));
    },
    heldBack: unavailable,
    async ask(text, client) {
      const leave = await client.turns.take();
      if (leave === undefined) throw client.heldBack();
      try {
        return client.read(await client.request(text, client));
      } catch {
        throw unavailable();
      } finally {
        leave();
      }
    },
  };
}

/** What the printers promise: OpenAPI 3.1. */
export const printersDocument: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Printers", version: "1.0.0" },
  "x-tercet": { service: "printers" },
  paths: {
    "/v1/layouts": {
      get: {
        operationId: "getLayout",
        security: [{ token: ["service"] }],
        parameters: [
          { name: "text", in: "query", required: true, schema: { type: "string", minLength: 1, maxLength: 40 } },
        ],
        responses: {
          "200": {
            description: "how a text is printed",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["text", "lines"],
                  properties: {
                    text: { type: "string", minLength: 1, maxLength: 40 },
                    lines: { type: "integer", minimum: 1, maximum: 3 },
                  },
                },
                example: { text: "This side up", lines: 1 },
              },
            },
          },
        },
      },
    },
  },
  components: { securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
};
