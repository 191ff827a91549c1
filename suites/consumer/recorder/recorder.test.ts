import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { comparePact, findContract, loadPact, parseContract } from "../../../contracts/index.ts";
import { createMock, createRecorder, type Mock, matchers } from "../index.ts";

const contract = await findContract(new URL("../../../contracts/catalog", import.meta.url).pathname, "products");
const carts = await findContract(new URL("../../../contracts/catalog", import.meta.url).pathname, "carts");
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recorder-"));
});
afterEach(() => rm(folder, { recursive: true }));

const fileOf = (provider: string) => join(folder, `${provider}.pact.json`);
const headers = { authorization: "Bearer very-secret", accept: "application/json" };

async function record(part: string, skus: readonly string[]) {
  const mock = createMock(contract);
  const recorder = createRecorder(mock, { consumer: "carts", part, fileOf });
  for (const sku of skus) mock.handle({ method: "GET", target: `/v1/products/${sku}`, headers });
  return recorder.close();
}

test("parallel parts lose nothing, and the file is the same whatever their order", async () => {
  const parts = Array.from({ length: 8 }, (_, index) => () => record(`part-${index}`, [`sku-${index}`, "milk-1l"]));
  await Promise.all(parts.map((part) => part()));
  const first = await readFile(fileOf("products"), "utf8");
  expect((await loadPact(fileOf("products"))).interactions).toHaveLength(9);
  await Promise.all(parts.toReversed().map((part) => part()));
  expect(await readFile(fileOf("products"), "utf8")).toBe(first);
  expect(await readdir(folder)).toEqual(["products.pact.json"]);
  expect(first).not.toContain("very-secret");
});

test("what is recorded fits the contract, and tells of credentials that there were some", async () => {
  await record("a", ["milk-1l"]);
  const pact = await loadPact(fileOf("products"));
  expect(comparePact(pact, contract)).toEqual([]);
  expect(pact.interactions[0]).toMatchObject({ request: { headers: expect.any(Map) } });
  expect(await readFile(fileOf("products"), "utf8")).toContain("Bearer [removed]");
});

test("what a part does not use any more leaves the file", async () => {
  await record("a", ["milk-1l", "bread-500g"]);
  await record("b", ["milk-1l"]);
  await record("a", []);
  const { interactions } = await loadPact(fileOf("products"));
  expect(interactions.map(({ comments }) => comments)).toEqual([{ recordedBy: ["b"] }]);
});

describe("two wishes for the same request in the same state", () => {
  const given = async (part: string, ...wanted: readonly Parameters<ReturnType<Mock["given"]>["answers"]>[1][]) => {
    const mock = createMock(contract);
    const recorder = createRecorder(mock, { consumer: "carts", part, fileOf });
    for (const one of wanted) {
      mock.reset();
      mock.given("milk is sold").answers("getProduct", one);
      mock.handle({ method: "GET", target: "/v1/products/milk-1l", headers });
    }
    await recorder.close();
  };
  const name = { body: { name: matchers.like("Milk") } };
  const price = { body: { priceCentimes: matchers.integer(195) } };
  const recorded = async () => {
    const { interactions } = await loadPact(fileOf("products"));
    return interactions.map((one) => [one.description.replace(/^.*: 200/, ""), recordedByOf(one)]);
  };
  const recordedByOf = ({ comments }: { readonly comments: Readonly<Record<string, unknown>> }) => comments.recordedBy;

  test("that name different members are two interactions, in whatever order they came", async () => {
    await given("a", name, price);
    const first = await recorded();
    expect(first).toEqual([
      [", reading name", ["a"]],
      [", reading priceCentimes", ["a"]],
    ]);
    await given("a", price, name);
    expect(await recorded()).toEqual(first);
  });

  test("of two parts do not overwrite each other, and have plain names again once they are alone", async () => {
    await given("a", name);
    await given("b", price);
    expect(await recorded()).toEqual([
      [", reading name", ["a"]],
      [", reading priceCentimes", ["b"]],
    ]);
    await given("a", price);
    expect(await recorded()).toEqual([["", ["a", "b"]]]);
  });

  test("that expect the same members otherwise are told apart, and the same ones are one", async () => {
    await given("a", name, { body: { name: matchers.regex(/^M.*$/, "Milk") } }, name);
    expect((await recorded()).map(([label]) => label)).toEqual([
      expect.stringMatching(/^, reading name as [0-9a-f]{16}$/),
      expect.stringMatching(/^, reading name as [0-9a-f]{16}$/),
    ]);
  });
});

describe("secrets", () => {
  const secured = (scheme: object, parameters: readonly object[] = []) =>
    parseContract(
      {
        openapi: "3.1.0",
        info: { title: "Vault", version: "1.0.0" },
        security: [{ scheme: [] }],
        paths: { "/v1/gold": { get: { operationId: "getGold", parameters, responses: { 204: { description: "" } } } } },
        components: { securitySchemes: { scheme } },
      },
      "vault.json",
    );
  const parameter = (name: string, place = "header") => ({ name, in: place, schema: { type: "string" } });
  const secret = "a-very-secret-value";

  test.each<[string, object, readonly object[], object]>([
    ["an API key in a header", { type: "apiKey", in: "header", name: "X-Vault" }, [], { "x-vault": secret }],
    ["one in a query", { type: "apiKey", in: "query", name: "code" }, [], {}],
    ["one in a cookie", { type: "apiKey", in: "cookie", name: "session" }, [], { cookie: `session=${secret}` }],
    [
      "a declared parameter of the scheme's name",
      { type: "apiKey", in: "header", name: "X-Vault" },
      [parameter("x-vault")],
      { "x-vault": secret },
    ],
    [
      "a parameter that is called like a secret",
      { type: "http", scheme: "bearer" },
      [
        parameter("X-Api-Key"),
        parameter("X-Auth-Token"),
        parameter("sid", "cookie"),
        parameter("access_token", "query"),
      ],
      { authorization: "Bearer x1", "x-api-key": secret, "x-auth-token": secret, cookie: `sid=${secret}` },
    ],
    ["basic credentials", { type: "http", scheme: "basic" }, [], { authorization: `Basic ${btoa(`me:${secret}`)}` }],
  ])("are not in the file: %s", async (_, scheme, parameters, sent) => {
    const vault = await secured(scheme, parameters);
    const mock = createMock(vault);
    const recorder = createRecorder(mock, { consumer: "bank", part: "a", fileOf });
    const inQuery = JSON.stringify(scheme).includes('"query"')
      ? `?code=${secret}`
      : JSON.stringify(parameters).includes("access_token")
        ? `?access_token=${secret}`
        : "";
    expect(mock.handle({ method: "GET", target: `/v1/gold${inQuery}`, headers: sent as never }).answer.status).toBe(
      204,
    );
    await recorder.close();
    const text = await readFile(fileOf("vault"), "utf8");
    expect(text).not.toMatch(new RegExp(`${secret}|${btoa(`me:${secret}`)}`));
    expect(text).toContain("[removed]");
    expect(comparePact(await loadPact(fileOf("vault")), vault).filter(({ severity }) => severity === "error")).toEqual(
      [],
    );
  });
});

describe("processes", () => {
  /** A process that records some products; it ends, or is killed by the test. */
  const start = (part: string, count: number, more = "") => {
    const code = `
      import { createMock, createRecorder, findContract } from ${JSON.stringify(new URL("../index.ts", import.meta.url).href)};
      const contract = await findContract(${JSON.stringify(new URL("../../../contracts/catalog", import.meta.url).pathname)}, "products");
      const mock = createMock(contract);
      const recorder = createRecorder(mock, { consumer: "carts", part: ${JSON.stringify(part)}, asItGoes: ${more !== ""},
        fileOf: () => ${JSON.stringify(fileOf("products"))} });
      for (let index = 0; index < ${count}; index++) {
        mock.handle({ method: "GET", target: "/v1/products/${part}-" + index, headers: { authorization: "Bearer opaque" } });
      }
      ${more || "await recorder.close();"}`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    return { child, ended: once(child, "exit") };
  };

  test("that record into one file at the same time lose nothing", async () => {
    const parts = ["one", "two", "three", "four"].map((part) => start(part, 5));
    const ends = await Promise.all(parts.map(({ ended }) => ended));
    expect(ends.map(([code]) => code)).toEqual([0, 0, 0, 0]);
    const { interactions } = await loadPact(fileOf("products"));
    expect(interactions).toHaveLength(20);
    expect(await readdir(folder)).toEqual(["products.pact.json"]);
  }, 90_000);

  test("that are killed leave a whole file with what they had recorded", async () => {
    const { child, ended } = start("killed", 3, "setInterval(() => {}, 1_000);");
    await vi.waitFor(() => expect(existsSync(fileOf("products"))).toBe(true), { timeout: 60_000, interval: 20 });
    child.kill("SIGKILL");
    await ended;
    expect((await loadPact(fileOf("products"))).interactions).toHaveLength(3);
    await record("next", ["milk-1l"]);
    expect((await loadPact(fileOf("products"))).interactions).toHaveLength(4);
  }, 90_000);
});

test("what a client draws anew for each request is the same in every recording", async () => {
  const once = async () => {
    const mock = createMock(carts, { stateful: true });
    const recorder = createRecorder(mock, { consumer: "orders", part: "a", fileOf });
    const body = new TextEncoder().encode(JSON.stringify({ customerId: crypto.randomUUID() }));
    const key = { "idempotency-key": crypto.randomUUID(), "content-type": "application/json" };
    expect(
      mock.handle({ method: "POST", target: "/v1/carts", headers: { ...headers, ...key }, body }).answer.status,
    ).toBe(201);
    await recorder.close();
    return readFile(fileOf("carts"), "utf8");
  };
  expect(await once()).toBe(await once());
});

test("a branch that no request met fails the run, and nothing is written", async () => {
  const mock = createMock(contract);
  const recorder = createRecorder(mock, { consumer: "carts", part: "a", fileOf });
  mock
    .given("products")
    .answers("listProducts", { body: { products: matchers.possiblyEmpty(matchers.eachLike({ sku: "milk-1l" })) } });
  mock.handle({ method: "GET", target: "/v1/products", headers });
  await expect(recorder.close()).rejects.toThrow("listProducts 200: $.products is empty");
  expect(await readdir(folder)).toEqual([]);
});

test("an answer that the contract does not allow cannot be wished for", () => {
  const mock = createMock(contract);
  expect(() => mock.given("x").answers("getProduct", { body: { priceCentimes: "a lot" } })).toThrow(
    /is not what products 1\.0\.0 allows/,
  );
  expect(() =>
    mock
      .given("x")
      .answers("getProduct", { body: { name: matchers.optional("Milk") } })
      .take("$.name is absent"),
  ).toThrow(/demands what would be missing/);
  expect(() => mock.given("x").answers("nobody", {})).toThrow(/There is no operation "nobody"/);
});
