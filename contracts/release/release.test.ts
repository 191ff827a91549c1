import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { lintContracts } from "./lint-catalog.ts";
import { releaseContract } from "./release.ts";
import { digest, readReleased } from "./released.ts";
import { canonicalText } from "./sources.ts";

let catalog: string;
beforeEach(async () => {
  catalog = join(await mkdtemp(join(tmpdir(), "tercet-release-")), "catalog");
});
afterEach(() => rm(join(catalog, ".."), { recursive: true }));

/** Puts a real contract of this repository into the catalog, changed as told. */
async function put(version: string, change: (text: string) => string = (text) => text): Promise<string> {
  const original = new URL("../catalog/customers/1.0.0/openapi.json", import.meta.url);
  const document = JSON.parse(await readFile(original, "utf8")) as JsonObject;
  const text = canonicalText({ ...document, info: { ...(document.info as JsonObject), version } });
  await mkdir(join(catalog, "customers", version), { recursive: true });
  await writeFile(join(catalog, "customers", version, "openapi.json"), change(text));
  return text;
}

const lint = (...targets: string[]) => lintContracts(targets, { catalog, directory: catalog, allowRemote: false });

describe("releaseContract", () => {
  it("writes the digest of every file of the version, beside those of other versions", async () => {
    const first = await put("1.0.0");
    const second = await put("1.1.0");
    expect(await releaseContract(catalog, "customers", "1.1.0")).toEqual(["customers/1.1.0/openapi.json"]);
    await releaseContract(catalog, "customers", "1.0.0");
    expect(Object.entries(await readReleased(catalog))).toEqual([
      ["customers/1.0.0/openapi.json", digest(first)],
      ["customers/1.1.0/openapi.json", digest(second)],
    ]);
  });

  it("changes nothing the second time, and refuses when the version is no longer the same", async () => {
    await put("1.0.0");
    await releaseContract(catalog, "customers", "1.0.0");
    expect(await releaseContract(catalog, "customers", "1.0.0")).toEqual([]);
    await put("1.0.0", (text) => text.replace("Registers", "Enters"));
    await expect(releaseContract(catalog, "customers", "1.0.0")).rejects.toThrow("add a new version");
    await put("1.0.0");
    await writeFile(join(catalog, "customers/1.0.0/rules.arazzo.json"), "{}");
    await expect(releaseContract(catalog, "customers", "1.0.0")).rejects.toThrow("rules.arazzo.json is no longer");
  });

  it("freezes message contracts, YAML and what lies in folders below as well", async () => {
    await put("1.0.0");
    const folder = join(catalog, "customers/1.0.0");
    await mkdir(join(folder, "schemas"));
    await writeFile(join(folder, "schemas/name.yaml"), "type: string\n");
    const messages = { asyncapi: "3.0.0", info: { title: "Customers", version: "1.0.0" } };
    await writeFile(join(folder, "asyncapi.json"), canonicalText(messages));
    expect(await releaseContract(catalog, "customers", "1.0.0")).toEqual([
      "customers/1.0.0/asyncapi.json",
      "customers/1.0.0/openapi.json",
      "customers/1.0.0/schemas/name.yaml",
    ]);
    expect((await lint()).findings).toEqual([]);
    await writeFile(join(folder, "schemas/name.yaml"), "type: integer\n");
    expect((await lint()).findings).toMatchObject([
      { file: "customers/1.0.0/schemas/name.yaml", rule: "released-unchanged" },
    ]);
  });

  it("releases a service that has messages only, and refuses one whose message contract has errors", async () => {
    const folder = join(catalog, "letters/1.0.0");
    await mkdir(folder, { recursive: true });
    const messages = { asyncapi: "3.0.0", info: { title: "Letters", version: "1.0.0" } };
    await writeFile(join(folder, "asyncapi.json"), canonicalText({ ...messages, chanels: {} }));
    await expect(releaseContract(catalog, "letters", "1.0.0")).rejects.toThrow(/asyncapi\.json#\/chanels .*"chanels"/);
    await writeFile(join(folder, "asyncapi.json"), canonicalText(messages));
    expect(await releaseContract(catalog, "letters", "1.0.0")).toEqual(["letters/1.0.0/asyncapi.json"]);
  });

  it("refuses a version that is not there or has errors", async () => {
    await expect(releaseContract(catalog, "customers", "3.0.0")).rejects.toThrow("build it first");
    await put("1.0.0", (text) => text.replaceAll('"type": "integer"', '"type": "whole"'));
    await expect(releaseContract(catalog, "customers", "1.0.0")).rejects.toThrow("is not released, it has errors");
    expect(await readReleased(catalog)).toEqual({});
  });

  it("refuses a version that is not as its source says", async () => {
    await put("1.0.0");
    await mkdir(join(catalog, "../source"));
    const source = new URL("../source/customers.ts", import.meta.url).href;
    await writeFile(
      join(catalog, "../source/customers.mjs"),
      `export { customers1_0_0 } from ${JSON.stringify(source)};`,
    );
    await put("1.0.0", (text) => text.replace("Registers", "Enters"));
    await expect(releaseContract(catalog, "customers", "1.0.0")).rejects.toThrow("differs from its source");
  });
});

describe("lintContracts", () => {
  it("finds nothing in a contract that is in order, by file and by name", async () => {
    await put("1.0.0");
    const files = ["customers/1.0.0/openapi.json"];
    expect(await lint()).toEqual({ files, findings: [] });
    expect(await lint("customers@^1")).toEqual({ files, findings: [] });
    expect(await lint("customers/1.0.0/openapi.json")).toEqual({ files, findings: [] });
  });

  it("finds that a released file was changed", async () => {
    await put("1.0.0");
    await releaseContract(catalog, "customers", "1.0.0");
    await put("1.0.0", (text) => text.replace("Registers", "Enters"));
    expect((await lint()).findings).toEqual([
      {
        file: "customers/1.0.0/openapi.json",
        pointer: "",
        rule: "released-unchanged",
        severity: "error",
        message: expect.stringContaining("new version"),
      },
    ]);
  });

  it("finds what is wrong in message contracts, by file, by name and in the whole catalog", async () => {
    await put("1.0.0");
    const file = "customers/1.0.0/asyncapi.json";
    const messages = { asyncapi: "2.6.0", info: { title: "Customers", version: "1.0.0" }, channels: {} };
    await writeFile(join(catalog, file), canonicalText(messages));
    const finding = { file, pointer: "/asyncapi", rule: "asyncapi-version", severity: "error" };
    for (const targets of [[], [file], ["customers"]]) {
      const { files, findings } = await lint(...targets);
      expect(files).toContain(file);
      expect(findings).toMatchObject([finding]);
    }
  });

  it("names the place of a broken reference, and goes on with the next file", async () => {
    await put("1.0.0", (text) => text.replace("#/components/responses/NotFound", "#/components/responses/Lost"));
    await put("1.1.0");
    const { files, findings } = await lint();
    expect(files).toHaveLength(2);
    expect(findings).toEqual([
      {
        file: "customers/1.0.0/openapi.json",
        pointer: expect.stringMatching(/^\/paths\/.*\/404\/\$ref$/),
        rule: "ref-resolves",
        severity: "error",
        message: expect.stringMatching(/^The \$ref .*Lost/),
      },
    ]);
  });

  it("finds business rules that call an operation which the contract does not have", async () => {
    await put("1.0.0");
    await writeFile(
      join(catalog, "customers/1.0.0/rules.arazzo.json"),
      canonicalText({
        arazzo: "1.0.1",
        info: { title: "Rules", version: "1.0.0" },
        sourceDescriptions: [{ name: "customers", url: "./openapi.json", type: "openapi" }],
        workflows: [
          {
            workflowId: "w",
            steps: [
              { stepId: "s", operationId: "sellCustomer", successCriteria: [{ condition: "$statusCode == 200" }] },
            ],
          },
        ],
      }),
    );
    expect((await lint()).findings).toEqual([
      expect.objectContaining({ pointer: "/workflows/0/steps/0/operationId", rule: "rules-operation" }),
    ]);
  });

  it("refuses where there is nothing to lint, or a target is not there", async () => {
    await expect(lint()).rejects.toThrow("There is no contract in");
    await expect(lint("missing.json")).rejects.toThrow("no such file");
    await put("1.0.0");
    await expect(lint("carts")).rejects.toThrow('no contract of a service "carts"');
  });
});
