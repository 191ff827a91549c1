import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Contract, findContract } from "../../contracts/index.ts";
import { createMock, type Mock, type MockServer, startMockServer } from "./index.ts";

const catalog = new URL("../../contracts/catalog", import.meta.url).pathname;
let products: Contract;
let mock: Mock;
let server: MockServer;

beforeAll(async () => {
  products = await findContract(catalog, "products");
  mock = createMock([products, { contract: await findContract(catalog, "carts"), prefix: "/carts" }], {
    stateful: true,
  });
  server = await startMockServer(mock);
});
afterEach(() => mock.reset());
afterAll(() => server.close());

const honey = { name: "Honey", priceCentimes: 890, perishable: false, minimumAge: 0, sold: true, maximumQuantity: 20 };

async function ask(method: string, path: string, options: { headers?: Record<string, string>; body?: unknown } = {}) {
  const { body, headers } = options;
  const response = await fetch(server.url + path, {
    method,
    headers: {
      authorization: "Bearer opaque",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

const jwt = (claims: unknown) => `Bearer e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

test.each([
  ["path", 404, "GET", "/nothing", {}],
  ["method", 405, "PATCH", "/v1/products/milk-1l", {}],
  ["credentials", 401, "GET", "/v1/products", { headers: { authorization: "Basic eDp5" } }],
  ["role", 403, "GET", "/v1/products", { headers: { authorization: jwt({ roles: ["stranger"] }) } }],
  ["path-parameter", 400, "GET", "/v1/products/M", {}],
  ["path-parameter", 400, "GET", "/v1/products/%ff%fe%fd", {}],
  ["query-parameter", 400, "GET", "/v1/products?limit=many", {}],
  ["undeclared-query-parameter", 400, "GET", "/v1/products?colour=red", {}],
  ["malformed-query", 400, "GET", "/v1/products?limit=%ff", {}],
  ["no-body", 400, "DELETE", "/v1/products/milk-1l", { body: {} }],
  ["body", 400, "PUT", "/v1/products/milk-1l", {}],
  ["body", 400, "PUT", "/v1/products/milk-1l", { body: { ...honey, priceCentimes: "1" } }],
  ["malformed-body", 400, "PUT", "/v1/products/milk-1l", { body: "{" }],
  ["media-type", 415, "PUT", "/v1/products/milk-1l", { body: honey, headers: { "content-type": "text/plain" } }],
  ["content-encoding", 415, "PUT", "/v1/products/milk-1l", { body: honey, headers: { "content-encoding": "br" } }],
  ["accept", 406, "GET", "/v1/products", { headers: { accept: "text/html", prefer: "code=200" } }],
  ["prefer", 400, "GET", "/v1/products", { headers: { prefer: "code=299" } }],
  ["prefer", 400, "GET", "/v1/products", { headers: { prefer: "example=nobody" } }],
  ["fault", 400, "GET", "/v1/products", { headers: { "tercet-fault": "boom=1" } }],
  [
    "header-parameter",
    400,
    "POST",
    "/carts/v1/carts",
    { body: { customerId: "00000000-0000-4000-8000-000000000001" } },
  ],
])("refuses what the contract does not allow, by the rule %s (%i)", async (rule, status, method, path, options) => {
  const answer = await ask(method, path, options as { headers?: Record<string, string>; body?: unknown });
  expect(answer.headers.get("tercet-mock"), answer.text).toBe("refused");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.json()).toMatchObject({ rule, status, type: "urn:problem-type:tercet:mock-refused" });
  expect(answer.status).toBe(status);
  expect(answer.json().detail).toMatch(/\.$/);
});

test("a token that has one of the roles is let in", async () => {
  expect((await ask("GET", "/v1/products", { headers: { authorization: jwt({ scope: "x clerk" }) } })).status).toBe(
    200,
  );
});

test("what is put is read, listed, replaced and deleted, and is gone then", async () => {
  const place = "/v1/products/honey-500g";
  expect((await ask("GET", place)).status).toBe(404);
  const created = await ask("PUT", place, { body: honey });
  expect([created.status, created.headers.get("location")]).toEqual([201, place]);
  expect((await ask("GET", place)).json()).toEqual({ ...honey, sku: "honey-500g" });
  expect((await ask("PUT", place, { body: { ...honey, sold: false } })).status).toBe(200);
  expect((await ask("GET", "/v1/products")).json()).toEqual({
    products: [{ ...honey, sold: false, sku: "honey-500g" }],
  });
  expect((await ask("GET", "/v1/products?sku=milk-1l")).json()).toEqual({ products: [] });
  expect((await ask("DELETE", place)).status).toBe(204);
  expect((await ask("GET", place)).status).toBe(404);
  expect((await ask("DELETE", place)).status).toBe(404);
});

test("what is posted gets an identity of its own, once for each idempotency key", async () => {
  const body = { customerId: "00000000-0000-4000-8000-000000000001" };
  const post = (key: string, said: unknown = body) =>
    ask("POST", "/carts/v1/carts", { body: said, headers: { "idempotency-key": key } });
  const [first, again, other] = [await post("key-00000001"), await post("key-00000001"), await post("key-00000002")];
  expect(first.status, first.text).toBe(201);
  expect(again.json()).toEqual(first.json());
  expect(other.json().id).not.toBe(first.json().id);
  expect((await post("key-00000001", { customerId: "00000000-0000-4000-8000-000000000002" })).status).toBe(422);
  expect((await ask("GET", `/carts/v1/carts/${first.json().id}`)).json()).toEqual(first.json());
});

test("goes wrong on demand: late, with a status, broken, reset, in drops", async () => {
  const at = performance.now();
  const late = await ask("GET", "/v1/products", { headers: { "tercet-fault": "delay=120, status=503" } });
  expect(late.status).toBe(503);
  expect(performance.now() - at).toBeGreaterThan(100);
  const broken = await ask("GET", "/v1/products", { headers: { "tercet-fault": "body=broken" } });
  expect(() => broken.json()).toThrow(SyntaxError);
  await expect(ask("GET", "/v1/products", { headers: { "tercet-fault": "connection=reset" } })).rejects.toThrow();
  const slow = await ask("GET", "/v1/products", { headers: { "tercet-fault": "drip=5" } });
  expect(slow.json()).toEqual({ products: [] });
});

test("faults are set by a route, count down, and are judged", async () => {
  const rules = [{ operation: "listProducts", status: 500, times: 1 }];
  expect((await ask("PUT", "/_tercet/faults", { body: rules })).json()).toEqual(rules);
  expect((await ask("GET", "/v1/counts")).status).toBe(200);
  expect((await ask("GET", "/v1/products")).status).toBe(500);
  expect((await ask("GET", "/v1/products")).status).toBe(200);
  expect((await ask("PUT", "/_tercet/faults", { body: [{ operation: "nobody" }] })).json().detail).toContain("nobody");
  expect((await ask("PUT", "/_tercet/faults", { body: [{ delay: -1 }] })).status).toBe(400);
});

test("a page of any origin may read the answers", async () => {
  const origin = "https://shop.example";
  const preflight = await ask("OPTIONS", "/v1/products", {
    headers: { origin, "access-control-request-method": "PUT", "access-control-request-headers": "authorization" },
  });
  expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([204, "authorization"]);
  expect((await ask("GET", "/v1/products", { headers: { origin } })).headers.get("access-control-allow-origin")).toBe(
    origin,
  );
});

test("what is no HTTP, and what is too large, is answered and closed", async () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write(text));
      let said = "";
      socket.on("data", (chunk) => {
        said += chunk;
      });
      socket.on("close", () => resolve(said));
      socket.on("error", reject);
    });
  expect(await raw("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  const large = await ask("PUT", "/v1/products/milk-1l", { body: `"${"x".repeat(11 * 1024 * 1024)}"` }).catch(
    () => undefined,
  );
  expect(large?.status ?? 413).toBe(413);
  expect((await ask("GET", "/v1/products")).status).toBe(200);
});

test("two contracts that serve the same path are refused, with the remedy", () => {
  expect(() => createMock([products, products])).toThrow(/both serve GET \/v1\/products\/\{sku\}/);
});

test("a port in use is one sentence", async () => {
  await expect(startMockServer(mock, { port: server.port })).rejects.toThrow(`Port ${server.port} is in use`);
});
