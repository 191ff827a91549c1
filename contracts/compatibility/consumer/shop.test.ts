import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findContract } from "../../model/catalog.ts";
import { loadPact } from "../../pact/load.ts";
import { comparePact } from "./compare-pact.ts";

const contracts = join(import.meta.dirname, "../..");
const folder = join(contracts, "consumers");
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".pact.json")).toSorted();

describe("the shop's consumer contracts", () => {
  it("are those of the two services that use others", () => {
    expect(files).toEqual(
      ["carts", "orders"].flatMap((consumer) => [
        join(consumer, "customers.pact.json"),
        join(consumer, "products.pact.json"),
      ]),
    );
  });

  it.each(files)("%s fits what its provider promises, and counts on nothing else", async (file) => {
    const pact = await loadPact(join(folder, file));
    expect(join(pact.consumer, `${pact.provider}.pact.json`)).toBe(file);
    const contract = await findContract(join(contracts, "catalog"), pact.provider);
    expect(comparePact(pact, contract)).toEqual([]);
  });
});
