import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildContracts } from "./build.ts";
import { digest, readReleased, writeReleased } from "./released.ts";

const kit = new URL("../source/kit/index.ts", import.meta.url).href;
const openApi = "shop/1.0.0/openapi.json";
const rules = "shop/1.0.0/rules.arazzo.json";

let directory: string;
let catalog: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-build-"));
  catalog = join(directory, "catalog");
});
afterEach(() => rm(directory, { recursive: true }));

/** Writes a source file. A module is loaded once, so a changed one has another name. */
async function author(name: string, title = "Shop", more = ""): Promise<void> {
  await rm(join(directory, "source"), { recursive: true, force: true });
  await mkdir(join(directory, "source"));
  await writeFile(
    join(directory, "source", name),
    `import { defineContract, defineRules } from ${JSON.stringify(kit)};
export const shop = defineContract({
  service: "shop", version: "1.0.0", title: "${title}", description: "Sells.",
  operations: { look: { method: "get", path: "/v1/look", summary: "Looks", roles: [], responses: { 200: { description: "seen" } } } },
});
export const alias = shop;
export const rules = defineRules({ contract: shop, title: "Rules", workflows: [] });
${more}`,
  );
}

const text = (path: string) => readFile(join(catalog, path), "utf8");

describe("buildContracts", () => {
  it("writes every exported contract and its rules, and nothing the second time", async () => {
    await author("a.mjs");
    expect(await buildContracts({ catalog, check: false })).toEqual({
      written: [openApi, rules],
      unchanged: [],
      findings: [],
    });
    expect(await text(openApi)).toMatch(/^\{\n {2}"openapi": "3\.1\.0",[\s\S]*\}\n$/);
    expect(JSON.parse(await text(rules))).toMatchObject({
      arazzo: "1.0.1",
      sourceDescriptions: [{ name: "shop", url: "./openapi.json", type: "openapi" }],
    });
    expect(await buildContracts({ catalog, check: false })).toMatchObject({ written: [], unchanged: [openApi, rules] });
    expect(await buildContracts({ catalog, check: true })).toMatchObject({ findings: [] });
  });

  it("names, when it checks, a file that is missing and one that was edited, and writes nothing", async () => {
    await author("b.mjs");
    const missing = await buildContracts({ catalog, check: true });
    expect(missing.findings.map(({ path, message }) => [path, message])).toEqual([
      [openApi, expect.stringContaining("is missing")],
      [rules, expect.stringContaining("is missing")],
    ]);
    await buildContracts({ catalog, check: false });
    const edited = (await text(openApi)).replace("Looks", "Looks twice");
    await writeFile(join(catalog, openApi), edited);
    const { findings } = await buildContracts({ catalog, check: true });
    expect(findings).toEqual([
      { path: openApi, rule: "built-from-source", message: expect.stringContaining('run "tercet contracts build"') },
    ]);
    expect(await text(openApi)).toBe(edited);
  });

  it("never rewrites a released file, and says that its source or the file changed", async () => {
    await author("c.mjs");
    await buildContracts({ catalog, check: false });
    const original = await text(openApi);
    await writeReleased(catalog, { [openApi]: digest(original), [rules]: digest(await text(rules)) });

    await author("d.mjs", "Another title");
    const changedSource = await buildContracts({ catalog, check: false });
    expect(changedSource.findings).toEqual([
      { path: openApi, rule: "released-unchanged", message: expect.stringMatching(/d\.mjs.*new version/) },
    ]);
    expect(await text(openApi)).toBe(original);

    await writeFile(join(catalog, openApi), original.replace("Looks", "Stares"));
    await writeFile(join(catalog, "shop/1.0.0/asyncapi.json"), "{}");
    await rm(join(catalog, rules));
    const { findings } = await buildContracts({ catalog, check: true });
    expect(findings.map(({ path, message }) => [path, message])).toEqual([
      [openApi, expect.stringContaining("was changed after its release")],
      [rules, expect.stringContaining("is released but missing")],
      ["shop/1.0.0/asyncapi.json", expect.stringContaining("was added to a released version")],
    ]);
  });

  it.each<[string, () => Promise<void>, string]>([
    ["there is no source folder", async () => {}, "There is no folder"],
    [
      "nothing is exported",
      async () => {
        await mkdir(join(directory, "source"));
        await writeFile(join(directory, "source", "empty.mjs"), "export const answer = 42;");
      },
      "No contract is exported",
    ],
    [
      "a file cannot be loaded",
      async () => {
        await mkdir(join(directory, "source"));
        await writeFile(join(directory, "source", "broken.mjs"), 'throw new Error("boom");');
      },
      "broken.mjs cannot be loaded: boom",
    ],
    [
      "a version has two sources",
      () => author("twice.mjs", "Shop", "export const copy = defineContract({ ...shop, title: 'Copy' });"),
      "has two sources",
    ],
  ])("refuses when %s", async (_, prepare, message) => {
    await prepare();
    await expect(buildContracts({ catalog, check: false })).rejects.toThrow(message);
  });

  it("refuses a damaged list of released files", async () => {
    await author("e.mjs");
    await buildContracts({ catalog, check: false });
    await writeFile(join(catalog, "released.json"), '{ "shop/1.0.0/openapi.json": "md5-x" }');
    await expect(readReleased(catalog)).rejects.toThrow("released.json is damaged");
  });
});
