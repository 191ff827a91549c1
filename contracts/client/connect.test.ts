import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connect } from "./connect.ts";
import type { ClientRequest } from "./transport.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts a service on a free port; gives its URL and the requests that reached it. */
async function serve(handle: (request: IncomingMessage, response: ServerResponse, body: string) => void) {
  const seen: { method?: string; url?: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    handle(request, response, body);
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await new Promise((resolve) => server.once("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function json(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(value === undefined ? undefined : JSON.stringify(value));
}

const request = {
  service: "things",
  operation: "createThing",
  method: "post",
  path: "/v1/things?tag=a",
  headers: { Region: "ch" },
  parameters: {},
  body: { mediaType: "application/json", value: { size: 1 } },
  idempotency: { header: "Idempotency-Key", key: "k1" },
  succeeds: (status: number) => status === 201,
} satisfies ClientRequest;

test("sends method, path, headers, token, idempotency key and body, and reads the answer", async () => {
  const { url, seen } = await serve((_, response) => json(response, 201, { id: "1" }));
  const transport = connect({ urls: [`${url}/`], token: async () => "t", headers: () => ({ traceparent: "00-1" }) });
  expect(await transport(request)).toEqual({ status: 201, body: { id: "1" } });
  expect(seen).toMatchObject([
    {
      method: "POST",
      url: "/v1/things?tag=a",
      body: '{"size":1}',
      headers: {
        authorization: "Bearer t",
        "content-type": "application/json",
        "idempotency-key": "k1",
        region: "ch",
        traceparent: "00-1",
      },
    },
  ]);
});

test("repeats with the same key while the service is busy, at another instance when one is out of reach", async () => {
  let answers = 0;
  const { url, seen } = await serve((_, response) =>
    ++answers < 3 ? json(response, 503, {}, { "retry-after": "0" }) : json(response, 201, { id: "1" }),
  );
  const transport = connect({ urls: ["http://127.0.0.1:1", url], deadlineMilliseconds: 5000 });
  expect(await transport(request)).toMatchObject({ status: 201 });
  expect(seen.map(({ headers }) => headers["idempotency-key"])).toEqual(["k1", "k1", "k1"]);
});

test("an instance that hangs is left for another one after its time", async () => {
  const hanging = await serve(() => {});
  const { url } = await serve((_, response) => json(response, 201, { id: "1" }));
  const transport = connect({ urls: [hanging.url, url], deadlineMilliseconds: 10_000, attemptMilliseconds: 1_000 });
  expect(await transport(request)).toMatchObject({ status: 201 });
  // The one that failed last is asked last.
  await transport(request);
  expect(hanging.seen).toHaveLength(1);
});

test("ends at the deadline, and the connection with it", async () => {
  const closed = Promise.withResolvers<void>();
  const { url } = await serve((incoming) => incoming.socket.once("close", () => closed.resolve()));
  await expect(connect({ urls: [url] })({ ...request, deadlineMilliseconds: 100 })).rejects.toThrow(
    /^things did not answer createThing within \d+ ms\.$/,
  );
  await closed.promise;
});

test("no redirect is followed with the credentials, and what is no JSON is a text", async () => {
  const { url, seen } = await serve((_, response) => {
    response.writeHead(302, { location: "/elsewhere", "content-type": "text/plain" });
    response.end("moved");
  });
  expect(await connect({ urls: [url] })(request)).toEqual({ status: 302, body: "moved" });
  expect(seen).toHaveLength(1);
});

test("an answer that is not what it says is none", async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{");
  });
  const transport = connect({ urls: [url], deadlineMilliseconds: 60 });
  await expect(transport({ ...request, method: "get" })).rejects.toThrow("things gave no answer to createThing");
});

test("the rate holds over all clients of one connection", async () => {
  const { url, seen } = await serve((_, response) => json(response, 201, {}));
  const transport = connect({ urls: [url], requestsPerSecond: 2, deadlineMilliseconds: 500 });
  const results = await Promise.allSettled(Array.from({ length: 4 }, () => transport(request)));
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
  expect(seen).toHaveLength(2);
});
