import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { productsClient } from "../../contracts/client/shop/products.v1.ts";
import type { Transport } from "../../contracts/index.ts";
import { createMock, createRecorder, handlersOf, loadContract, matchers } from "./index.ts";

const { eachLike, integer, like, possiblyEmpty } = matchers;

// In a project of your own: await findContract("contracts/catalog", "products@^1").
const contract = await loadContract(
  new URL("../../contracts/catalog/products/1.0.0/openapi.json", import.meta.url).href,
);
const mock = createMock(contract);
const server = setupServer(...handlersOf(mock, { baseUrl: "https://products.test" }));
const folder = await mkdtemp(join(tmpdir(), "consumer-example-"));
const file = join(folder, "products.pact.json");
const recorder = createRecorder(mock, { consumer: "carts", part: "example.test.ts", fileOf: () => file });

/** How carts speaks HTTP; nothing in it knows of the mock. */
const transport: Transport = async ({ method, path, body }) => {
  const response = await fetch(`https://products.test${path}`, {
    method: method.toUpperCase(),
    headers: {
      accept: "application/json, application/problem+json",
      authorization: "Bearer a-token-of-carts",
      ...(body === undefined ? {} : { "content-type": body.mediaType }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body.value) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
};
const products = productsClient(transport);

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => mock.reset());
afterAll(async () => {
  server.close();
  await recorder.close();
  const pact = JSON.parse(await readFile(file, "utf8"));
  expect(pact.interactions.map(({ description }: { description: string }) => description)).toEqual([
    "Lists products in the order of their sku, those asked for or all (sku milk-1l): 200",
    "Lists products in the order of their sku, those asked for or all (sku milk-1l): 200, $.products is empty",
    "Reads a product (/v1/products/milk-1l): 200",
    "Reads a product (/v1/products/no-such): 404",
  ]);
  expect(JSON.stringify(pact)).not.toContain("a-token-of-carts");
  await rm(folder, { recursive: true });
});

test("a product's price is read", async () => {
  mock.given("milk is on offer").answers("getProduct", { body: { sku: "milk-1l", priceCentimes: integer(195) } });
  expect(await products.getProduct({ sku: "milk-1l" })).toMatchObject({ priceCentimes: 195 });
});

test("a product that is not there is a business error", async () => {
  mock.given("there is no such product").answers("getProduct", { status: 404 });
  await expect(products.getProduct({ sku: "no-such" })).rejects.toMatchObject({ slug: "not-found" });
});

test("what is asked for may be on offer, or nothing of it", async () => {
  const offers = mock
    .given("some products are on offer")
    .answers("listProducts", { body: { products: possiblyEmpty(eachLike({ sku: like("milk-1l") })) } });
  expect((await products.listProducts({ sku: ["milk-1l"] })).products).toHaveLength(1);
  offers.take("$.products is empty");
  expect((await products.listProducts({ sku: ["milk-1l"] })).products).toEqual([]);
});

test("a request that the contract does not allow is refused, with the reason", async () => {
  await expect(products.getProduct({ sku: "M" })).rejects.toMatchObject({
    slug: "mock-refused",
    detail: 'In getProduct, the path parameter "sku" is "M": it must NOT have fewer than 3 characters.',
  });
});
