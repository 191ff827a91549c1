import { readFile } from "node:fs/promises";
import { connect as connectPlain } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestRequest } from "./testing/client.ts";
import { startTestShop, type TestShop } from "./testing/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

const anna = { kind: "private", name: "Anna", email: "anna@example.com", birthDate: "1980-05-17" };
const register = (options: TestRequest) =>
  shop.call("customers", "POST", "/v1/customers", { key: crypto.randomUUID(), body: anna, ...options });
const countCustomers = async () =>
  (await shop.call("customers", "GET", "/v1/counts", { roles: ["operator"] })).body.customers;

describe("what is not as the contract says is refused with a problem, and changes nothing", () => {
  test.each<[string, number, string, TestRequest]>([
    ["a missing field", 400, "validation-failed", { body: { ...anna, birthDate: undefined } }],
    ["an unknown field", 400, "validation-failed", { body: { ...anna, companyName: "Anna AG" } }],
    ["__proto__", 400, "validation-failed", { body: JSON.stringify(anna).replace("{", '{"__proto__":{"a":1},') }],
    ["a day that is not", 400, "validation-failed", { body: { ...anna, birthDate: "1981-02-29" } }],
    ["a control character", 400, "validation-failed", { body: { ...anna, name: "Anna\u0000" } }],
    ["a name twice", 400, "malformed-json", { body: JSON.stringify(anna).replace("{", '{"name":"Eva",') }],
    ["half of a surrogate pair", 400, "malformed-json", { body: JSON.stringify(anna).replace("Anna", "\\ud800") }],
    ["depth", 400, "malformed-json", { body: `${"[".repeat(40)}${"]".repeat(40)}` }],
    ["no JSON", 400, "malformed-json", { body: "{" }],
    ["size", 413, "content-too-large", { body: { ...anna, name: "A".repeat(70_000) } }],
    ["another media type", 415, "unsupported-media-type", { headers: { "content-type": "text/plain" } }],
    [
      "another charset",
      415,
      "unsupported-media-type",
      { headers: { "content-type": "application/json;charset=utf-16" } },
    ],
    ["a content encoding", 415, "unsupported-media-type", { headers: { "content-encoding": "gzip" } }],
    ["no idempotency key", 400, "idempotency-key-missing", { key: undefined } as unknown as TestRequest],
    ["a short idempotency key", 400, "validation-failed", { key: "short" }],
    ["another Accept", 406, "not-acceptable", { headers: { accept: "text/html" } }],
  ])("%s: %i %s", async (_, status, slug, options) => {
    const before = await countCustomers();
    const answer = await register(options);
    expect(answer).toMatchObject({ status, body: { status, type: `https://tercet.example/problems/${slug}` } });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(await countCustomers()).toBe(before);
  });

  test("each wrong place is named", async () => {
    const { body } = await register({ body: { ...anna, name: "", email: "nowhere" } });
    expect(new Set(body.errors.map(({ pointer }: { pointer: string }) => pointer))).toEqual(
      new Set(["/name", "/email"]),
    );
  });

  test.each<[string, string, number]>([
    ["GET", "/v1/products?unknown=1", 400],
    ["GET", "/v1/products?limit=1&limit=2", 400],
    ["GET", "/v1/products?limit=0", 400],
    ["GET", "/v1/products?limit=51", 400],
    ["GET", "/v1/products?limit=1.5", 400],
    ["GET", "/v1/products?limit=%zz", 400],
    ["GET", "/v1/products/%E0%A4", 400],
    ["GET", "/v1/products/A%00B", 400],
    ["GET", "/v1/products/..%2f..", 400],
    ["GET", "/v1/products/unknown-sku", 404],
    ["GET", "/v1/nothing", 404],
    ["GET", "/", 404],
    ["HEAD", "/v1/products", 405],
    ["OPTIONS", "/v1/products", 405],
    ["TRACE", "/v1/products", 405],
    ["PATCH", "/v1/products/milk-1l", 405],
  ])("%s %s: %i", async (method, path, status) => {
    const answer = await shop.call("products", method, path);
    expect(answer.status).toBe(status);
    if (method !== "HEAD") expect(answer.body).toMatchObject({ status });
    expect(answer.headers.allow).toBe(status !== 405 ? undefined : path.endsWith("l") ? "PUT, GET, DELETE" : "GET");
  });

  test("a body where none belongs", async () => {
    expect(await shop.call("products", "DELETE", "/v1/products/milk-1l", { roles: ["clerk"], body: {} })).toMatchObject(
      {
        status: 400,
      },
    );
  });
});

test("every answer has the security headers, and says nothing of the machinery", async () => {
  for (const options of [{}, { token: null }, { roles: ["operator"] }]) {
    const { headers } = await shop.call("products", "GET", "/v1/products/milk-1l", options);
    expect(headers).toMatchObject({
      "strict-transport-security": "max-age=31536000",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(server|x-powered-by|set-cookie)$/)]),
    );
  }
});

describe("below HTTP", () => {
  const portOf = () => Number(new URL(shop.urlsOf("products")[0] as string).port);

  test("what is no HTTP is answered with a problem, and the connection closes", async () => {
    const ca = await readFile(join(shop.directory, "authority.pem"));
    const socket = connectTls({ port: portOf(), host: "127.0.0.1", ca });
    socket.write("NONSENSE\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("content-type: application/problem+json");
  });

  test("plain HTTP gets nothing", async () => {
    const socket = connectPlain({ port: portOf(), host: "127.0.0.1" });
    socket.write("GET /v1/products HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(await text(socket).catch(() => "")).not.toContain("HTTP");
  });

  test("TLS 1.1 is refused", async () => {
    const ca = await readFile(join(shop.directory, "authority.pem"));
    const socket = connectTls({ port: portOf(), host: "127.0.0.1", ca, minVersion: "TLSv1.1", maxVersion: "TLSv1.1" });
    await expect(
      new Promise((resolve, reject) => socket.on("secureConnect", resolve).on("error", reject)),
    ).rejects.toThrow();
  });
});

describe("idempotency keys", () => {
  test("the same message many times at once, at both instances, has one effect and one answer", async () => {
    const before = await countCustomers();
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 12 }, () => register({ key })));
    const done = answers.filter(({ status }) => status === 201);
    const inProgress = answers.filter(
      ({ status, body }) => status === 409 && body.type.endsWith("/request-in-progress"),
    );
    expect(done.length).toBeGreaterThan(0);
    expect(done.length + inProgress.length).toBe(12);
    const later = await register({ key });
    for (const { body, headers } of [...done, later]) {
      expect(body).toEqual(done[0]?.body);
      expect(headers.location).toBe(`/v1/customers/${body.id}`);
    }
    expect(await countCustomers()).toBe(before + 1);
    await shop.call("customers", "DELETE", `/v1/customers/${later.body.id}`);
  });

  test("the same key with another payload is refused", async () => {
    const key = crypto.randomUUID();
    const first = await register({ key });
    const second = await register({ key, body: { ...anna, name: "Eva" } });
    expect(second).toMatchObject({ status: 422, body: { type: expect.stringMatching(/\/idempotency-key-reused$/) } });
    await shop.call("customers", "DELETE", `/v1/customers/${first.body.id}`);
  });

  test("the same key of another caller is another message", async () => {
    const key = crypto.randomUUID();
    const first = await register({ key });
    const second = await register({ key, subject: "eva" });
    expect(second.body.id).not.toBe(first.body.id);
    await shop.call("customers", "DELETE", `/v1/customers/${first.body.id}`);
    await shop.call("customers", "DELETE", `/v1/customers/${second.body.id}`, { subject: "eva" });
  });

  test("a refusal is repeated as well", async () => {
    const key = crypto.randomUUID();
    const child = { ...anna, birthDate: new Date().toISOString().slice(0, 10) };
    const first = await register({ key, body: child });
    expect(first).toMatchObject({ status: 422, body: { type: expect.stringMatching(/\/customer-too-young$/) } });
    expect((await register({ key, body: child })).body).toEqual(first.body);
  });
});

describe("the declared rate", () => {
  const read = (subject: string) => shop.call("products", "GET", "/v1/products/milk-1l", { subject });

  test("is counted over both instances", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => read("shared")));
    const left = answers.map(({ headers }) => Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1]));
    expect(left.toSorted((one, other) => one - other)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  });

  test("is kept, told in headers, does not starve others, and comes back", async () => {
    const startedAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 400 }, () => read("hurried")));
    const windows = Math.ceil((performance.now() - startedAt) / 1000) + 1;
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(400 - 100 * windows);
    for (const { headers } of refused) {
      expect(headers).toMatchObject({ "retry-after": "1", "ratelimit-policy": '"client";q=100;w=1' });
    }
    expect(await read("patient")).toMatchObject({ status: 200 });
    await expect.poll(async () => (await read("hurried")).status, { timeout: 5_000, interval: 300 }).toBe(200);
  });
});
