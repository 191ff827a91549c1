import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Pact, parsePact } from "../../contracts/index.ts";

/** What a provider of a test was asked. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A provider of a test: a real server, with all that it was asked. */
export interface TestProvider {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface. */
export async function startProvider(answer: (asked: Asked, response: ServerResponse) => void): Promise<TestProvider> {
  const asked: Asked[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const one = {
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    asked.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** A pact of the shape that a V4 file has, from its interactions. */
export function pactOf(...interactions: readonly object[]): Pact {
  const document = {
    consumer: { name: "web" },
    provider: { name: "things" },
    interactions,
    metadata: { pactSpecification: { version: "4.0" } },
  };
  return parsePact(JSON.parse(JSON.stringify(document)), "web-things.json");
}

/** An HTTP interaction: GET /things/7, which is answered with `{ id: 7, name: "seven" }`. */
export function httpInteraction(
  parts: {
    readonly description?: string;
    readonly request?: object;
    readonly response?: object;
    readonly [member: string]: unknown;
  } = {},
): object {
  const { request, response, ...others } = parts;
  return {
    type: "Synchronous/HTTP",
    description: "asks for a thing",
    request: { method: "GET", path: "/things/7", ...request },
    response: {
      status: 200,
      headers: { "Content-Type": ["application/json"] },
      body: { contentType: "application/json", encoded: false, content: { id: 7, name: "seven" } },
      ...response,
    },
    ...others,
  };
}
