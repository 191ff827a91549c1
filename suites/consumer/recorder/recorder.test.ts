import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { comparePact, findContract, loadPact } from "../../../contracts/index.ts";
import { createMock, createRecorder, matchers } from "../index.ts";

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
