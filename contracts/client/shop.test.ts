import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { findContract } from "../model/catalog.ts";
import { generateClient } from "./generate.ts";

const folder = new URL("shop/", import.meta.url);
const catalog = new URL("../catalog", import.meta.url).pathname;

test("the shop has a client for each of its services", async () => {
  expect((await readdir(folder)).toSorted()).toEqual([
    "carts.v1.ts",
    "customers.v1.ts",
    "orders.v1.ts",
    "products.v1.ts",
  ]);
});

test.each(["carts", "customers", "orders", "products"])(
  "the client of %s is what its newest contract generates",
  async (service) => {
    const contract = await findContract(catalog, `${service}@^1`);
    // Mend: npx tercet client <service>@^1 --runtime ../runtime.ts --out contracts/client/shop/<service>.v1.ts
    expect(await readFile(new URL(`${service}.v1.ts`, folder), "utf8")).toBe(
      generateClient(contract, { runtime: "../runtime.ts" }),
    );
  },
);
