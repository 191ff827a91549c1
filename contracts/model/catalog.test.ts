import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findContract, listContracts, rulesFileOf } from "./catalog.ts";

let catalog: string;
beforeAll(async () => {
  catalog = await mkdtemp(join(tmpdir(), "tercet-catalog-"));
  for (const [folder, file] of [
    ["carts/1.2.0", "openapi.json"],
    ["carts/1.10.0", "openapi.yaml"],
    ["carts/2.0.0-beta.1", "openapi.json"],
    ["carts/drafts", "openapi.json"],
    ["carts/3.0.0", "notes.txt"],
    ["young/0.1.0-alpha", "openapi.json"],
  ] as const) {
    const version = folder.split("/")[1];
    await mkdir(join(catalog, folder), { recursive: true });
    await writeFile(
      join(catalog, folder, file),
      JSON.stringify({ openapi: "3.1.0", info: { title: "x", version }, paths: {} }),
    );
  }
  await writeFile(join(catalog, "carts/1.10.0/rules.arazzo.json"), "{}");
  await writeFile(join(catalog, "released.json"), "{}");
});
afterAll(async () => {
  await rm(catalog, { recursive: true, force: true });
});

test("lists contracts by service, the newest version first, and nothing else", async () => {
  expect((await listContracts(catalog)).map(({ service, version }) => `${service}@${version}`)).toEqual([
    "carts@2.0.0-beta.1",
    "carts@1.10.0",
    "carts@1.2.0",
    "young@0.1.0-alpha",
  ]);
  expect(await listContracts(join(catalog, "none"))).toEqual([]);
});

test.each([
  ["carts", "1.10.0"],
  ["carts@^1", "1.10.0"],
  ["carts@~1.2", "1.2.0"],
  ["carts@1.2.0", "1.2.0"],
  ["carts@2.0.0-beta.1", "2.0.0-beta.1"],
  ["young", "0.1.0-alpha"],
])("finds %s", async (reference, version) => {
  const contract = await findContract(catalog, reference);
  expect([contract.service, contract.version]).toEqual([reference.split("@")[0], version]);
});

test("finds a file by its path, whatever the catalog holds", async () => {
  const file = join(catalog, "carts/1.2.0/openapi.json");
  expect((await findContract("nowhere", file)).source).toBe(file);
});

test("finds the business rules beside a contract", async () => {
  expect(rulesFileOf(await findContract(catalog, "carts@1.10.0"))).toBe(
    join(catalog, "carts/1.10.0/rules.arazzo.json"),
  );
  expect(rulesFileOf(await findContract(catalog, "carts@1.2.0"))).toBeUndefined();
});

test.each([
  ["cart", 'has no contract of a service "cart"; it has carts, young.'],
  ["carts@^3", "has no carts that fits ^3; it has 2.0.0-beta.1, 1.10.0, 1.2.0."],
  ["carts@latest", '"latest" in carts@latest is no semantic version or range'],
  ["./carts.yaml", "./carts.yaml: there is no such file"],
])("says what there is when %s is not found", async (reference, message) => {
  await expect(findContract(catalog, reference)).rejects.toThrow(message);
});

test("says that a catalog is empty, or no folder", async () => {
  await expect(findContract(join(catalog, "none"), "carts")).rejects.toThrow('give a file, or set "contracts"');
  await expect(findContract(join(catalog, "released.json"), "carts")).rejects.toThrow("cannot be read (ENOTDIR)");
});
