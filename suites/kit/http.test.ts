import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createAuthority } from "../../docker/shop/authority.ts";
import { createHttp, type Http } from "./http.ts";
import { isUnreadable, NoAnswer } from "./no-answer.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function client(options: Partial<Parameters<typeof createHttp>[0]> = {}): Http {
  const http = createHttp({ timeoutMilliseconds: 1000, ...options });
  closing.push(http.close);
  return http;
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => void sockets.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A server that answers each connection by hand, when the request's end was seen. */
async function hostile(answer: (socket: Socket) => void): Promise<string> {
  const port = await listen(createServer((socket) => socket.once("data", () => answer(socket))));
  return `http://127.0.0.1:${port}/`;
}

const reasonOf = async (http: Http, url: string) => {
  const error = await http.send({ method: "GET", url, headers: {} }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(NoAnswer);
  return error as NoAnswer;
};

describe("createHttp", () => {
  test("returns the answer as it came, and does not follow redirects", async () => {
    const url = await hostile((socket) =>
      socket.end(
        "HTTP/1.1 302 Found\r\nLocation: /away\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\n{}",
      ),
    );
    const { response } = await client().send({ method: "GET", url, headers: {} });
    expect(response).toMatchObject({
      status: 302,
      headers: { location: "/away", "set-cookie": ["a=1", "b=2"] },
      body: "{}",
    });
  });

  test("keeps a byte order mark, so that it can be judged", async () => {
    const url = await hostile((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\uFEFF{}"));
    expect((await client().send({ method: "GET", url, headers: {} })).response.body).toBe("\uFEFF{}");
  });

  test("stops reading an answer that does not end", async () => {
    const piece = Buffer.alloc(64 * 1024, "x");
    const url = await hostile((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      const more = () => {
        while (
          !socket.destroyed &&
          socket.write(Buffer.concat([Buffer.from("10000\r\n"), piece, Buffer.from("\r\n")]))
        );
      };
      socket.on("drain", more);
      more();
    });
    const error = await reasonOf(client({ timeoutMilliseconds: 10_000 }), url);
    expect(error.reason).toBe("too-large");
    expect(isUnreadable(error)).toBe(true);
  });

  test("bounds an answer that comes byte by byte", async () => {
    const url = await hostile((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    const startedAt = performance.now();
    expect((await reasonOf(client({ timeoutMilliseconds: 200 }), url)).reason).toBe("slow");
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  test("tells something that is not HTTP", async () => {
    const url = await hostile((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    expect((await reasonOf(client(), url)).reason).toBe("not-http");
  });

  test("tells a connection that is closed without an answer", async () => {
    const url = await hostile((socket) => socket.destroy());
    expect((await reasonOf(client(), url)).reason).toBe("closed");
  });

  test("tells a service that is not there, in one sentence with the remedy", async () => {
    const port = await listen(createServer());
    await closing.pop()?.();
    const error = await reasonOf(client(), `http://127.0.0.1:${port}/v1/carts`);
    expect(error).toMatchObject({ reason: "unreachable", code: "surroundings" });
    expect(error.message).toBe(
      `http://127.0.0.1:${port} cannot be reached (ECONNREFUSED); check the URL and that the service is running.`,
    );
  });

  test("finds a name where it is told to, the first address where there are several", async () => {
    const url = await hostile((socket) => socket.end("HTTP/1.1 204 No Content\r\n\r\n"));
    const port = Number(new URL(url).port);
    const found = (address: string) => ({ name: "orders.example", port, address });
    const http = client({ resolve: [found("127.0.0.1"), found("127.0.0.2")] });
    const request = { method: "GET", url: `http://orders.example:${port}/`, headers: {} };
    const exchange = await http.send(request);
    expect(exchange.response.status).toBe(204);
    expect(exchange.request.address).toBe("127.0.0.1");
    const elsewhere = await http.send({ ...request, address: "127.0.0.2" }).catch((thrown) => thrown);
    expect(elsewhere).toMatchObject({ reason: "unreachable", message: expect.stringContaining("at 127.0.0.2") });
  });

  test("asks for the name's certificate, whatever address it is found at", async () => {
    const authority = await createAuthority();
    const { certificate, key } = await authority.issue({ dns: ["orders.example"], ip: [] });
    const port = await listen(
      createTlsServer({ cert: certificate, key }, (request, response) => void response.end(request.headers.host)),
    );
    const resolve = ["orders.example", "carts.example"].map((name) => ({ name, port, address: "127.0.0.1" }));
    const http = client({ certificateAuthority: authority.certificate, resolve });
    const { response } = await http.send({ method: "GET", url: `https://orders.example:${port}/`, headers: {} });
    expect(response.body).toBe(`orders.example:${port}`);
    expect((await reasonOf(http, `https://carts.example:${port}/`)).reason).toBe("certificate");
  });

  test("trusts the given authority, and says so when it is the wrong one", async () => {
    const [right, wrong] = await Promise.all([createAuthority(), createAuthority()]);
    const { certificate, key } = await right.issue({ dns: ["localhost"], ip: ["127.0.0.1"] });
    const port = await listen(
      createTlsServer({ cert: certificate, key }, (_request, response) => void response.end("{}")),
    );
    const url = `https://127.0.0.1:${port}/`;
    const trusting = client({ certificateAuthority: right.certificate });
    expect((await trusting.send({ method: "GET", url, headers: {} })).response.status).toBe(200);
    const error = await reasonOf(client({ certificateAuthority: wrong.certificate }), url);
    expect(error.reason).toBe("certificate");
    expect(error.message).toMatch(/not signed by a trusted authority .*--ca FILE/);
  });
});
