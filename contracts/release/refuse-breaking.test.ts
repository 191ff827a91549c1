import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Draft } from "../compatibility/contract/testing/things.ts";
import { releaseContract } from "./release.ts";
import { readReleased, releasedVersions } from "./released.ts";
import { canonicalText } from "./sources.ts";

let catalog: string;
beforeEach(async () => {
  catalog = join(await mkdtemp(join(tmpdir(), "tercet-breaking-")), "catalog");
});
afterEach(() => rm(join(catalog, ".."), { recursive: true }));

/** Puts a real contract of this repository into the catalog, changed as told. */
async function put(version: string, change: (document: Draft) => void = () => {}): Promise<void> {
  const original = new URL("../catalog/customers/1.0.0/openapi.json", import.meta.url);
  const document = JSON.parse(await readFile(original, "utf8"));
  document.info.version = version;
  change(document);
  await mkdir(join(catalog, "customers", version), { recursive: true });
  await writeFile(join(catalog, "customers", version, "openapi.json"), canonicalText(document));
}

const release = (version: string) => releaseContract(catalog, "customers", version);
const released = async () => [...releasedVersions(await readReleased(catalog))];

describe("releaseContract", () => {
  it("refuses a breaking change without a new major version, in one sentence, and writes nothing", async () => {
    await put("1.0.0");
    await release("1.0.0");
    const breaks = (document: Draft) => {
      document.components.schemas.Email.maxLength = 200;
    };
    await put("1.1.0", breaks);
    const refusal = release("1.1.0");
    await expect(refusal).rejects.toMatchObject({
      code: "contract",
      place: { rule: "request-limit-changed" },
    });
    await expect(refusal).rejects.toThrow(
      /^customers@1\.1\.0 is not released, it breaks what 1\.0\.0 promised: .*has the maxLength 200, and had 254.*; release it as 2\.0\.0, or take that back\.$/,
    );
    expect(await released()).toEqual(["customers/1.0.0"]);
    await put("2.0.0", breaks);
    await release("2.0.0");
    expect(await released()).toEqual(["customers/1.0.0", "customers/2.0.0"]);
  });

  it("says how many changes break", async () => {
    await put("1.0.0");
    await release("1.0.0");
    await put("1.0.1", ({ paths }) => {
      for (const path of Object.keys(paths).slice(0, 2)) delete paths[path];
    });
    await expect(release("1.0.1")).rejects.toThrow(/\(and [2-9] more\)/);
  });

  it("compares with the newest released version below it, and not with one that is not released", async () => {
    await put("1.0.0");
    await release("1.0.0");
    await put("1.1.0", (document) => {
      document.components.schemas.Email.maxLength = 200;
    });
    await put("1.2.0");
    // By 1.1.0, which is not released, this would break: answers widen.
    await release("1.2.0");
    expect(await released()).toEqual(["customers/1.0.0", "customers/1.2.0"]);
  });

  it("refuses what could not be decided, in a sentence of its own", async () => {
    await put("1.0.0");
    await release("1.0.0");
    await put("1.1.0", (document) => {
      document.components.schemas.NewCustomer.discriminator.mapping.private =
        "#/components/schemas/NewBusinessCustomer";
    });
    await expect(release("1.1.0")).rejects.toThrow(
      /^customers@1\.1\.0 is not released, it could not be shown to keep what 1\.0\.0 promised: /,
    );
  });
});
