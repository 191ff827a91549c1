import { execFile } from "node:child_process";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curlLine } from "./curl.ts";
import type { HttpRequest } from "./exchange.ts";

const token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";
const request = (changes: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url: "https://shop.example/v1/carts",
  headers: {},
  ...changes,
});

describe("curlLine", () => {
  test("puts a variable in place of a token, and of a key", () => {
    const headers = { accept: "application/json", authorization: `Bearer ${token}`, "x-api-key": "S3CRET" };
    expect(curlLine(request({ headers }))).toBe(
      `curl --include --header 'accept: application/json' --header "authorization: Bearer $TOKEN" --header "x-api-key: $X_API_KEY" https://shop.example/v1/carts`,
    );
  });

  test("shows no secret of a URL or a body", () => {
    const url = `https://shop.example/v1/carts?access_token=${token}`;
    expect(curlLine(request({ method: "POST", url, body: '{"password":"S3CRET"}' }))).not.toMatch(/eyJ|S3CRET/);
    expect(curlLine(request({ method: "POST", body: Buffer.from(`\0${token}`) }))).toBeUndefined();
  });

  test("gives no line for a body that nobody would paste", () => {
    expect(curlLine(request({ method: "POST", body: "x".repeat(5000) }))).toBeUndefined();
  });

  test("asks the same instance behind a name", () => {
    expect(curlLine(request({ address: "10.0.0.2" }))).toContain(" --resolve shop.example:443:10.0.0.2 ");
    expect(curlLine(request({ address: "::1" }))).toContain(" --resolve 'shop.example:443:[::1]' ");
  });

  test("leaves out what the harness adds to every request", () => {
    expect(curlLine(request({ headers: { traceparent: "00-1-2-01", baggage: "a=b" } }))).not.toMatch(/trace|baggage/);
  });
});

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe("a shell that runs the line", () => {
  let received: Received | undefined;
  const server = createServer(async (incoming, response) => {
    const { method, url, headers } = incoming;
    received = { method, url, headers, body: Buffer.concat(await incoming.toArray()) };
    response.end();
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function play(changes: Partial<HttpRequest>): Promise<Received | undefined> {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}${changes.url ?? "/"}`;
    const line = curlLine(request({ ...changes, url })) ?? "";
    await promisify(execFile)("sh", ["-c", line], { timeout: 10_000, env: { ...process.env, TOKEN: token } });
    return received;
  }

  test.each([
    ["text with quotes", `{"name":"O'Neil \\"$HOME\\" \`id\`"}`],
    ["a leading @, which curl would take for a file", "@/etc/passwd"],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x25, 0x5c, 0x27, 0x0a])],
    ["a byte order mark", "\uFEFF{}"],
    ["nothing", ""],
  ])("sends %s as it was sent", async (_what, body) => {
    const headers = { "content-type": "application/json" };
    const sent = await play({ method: "POST", headers, body });
    expect(sent?.body.equals(Buffer.from(body))).toBe(true);
    expect(sent?.headers["content-type"]).toBe("application/json");
  });

  test("sends any body as it was sent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (body) => {
        const sent = await play({ method: "PUT", body });
        return sent?.body.equals(Buffer.from(body)) === true && sent.headers["content-type"] === undefined;
      }),
      { numRuns: 20 },
    );
  });

  test("sends method, path, query and header fields as they were sent", async () => {
    const headers = { accept: "", authorization: `Bearer ${token}`, "x-list": "a, 'b'" };
    const sent = await play({ method: "DELETE", url: "/v1/{x}/../[1]?q=%27&r=*", headers });
    expect(sent).toMatchObject({ method: "DELETE", url: "/v1/{x}/../[1]?q=%27&r=*" });
    expect(sent?.headers).toMatchObject({ accept: "", authorization: `Bearer ${token}`, "x-list": "a, 'b'" });
    expect((await play({ method: "HEAD" }))?.method).toBe("HEAD");
    expect((await play({ method: "GET" }))?.headers.accept).toBeUndefined();
  });
});
