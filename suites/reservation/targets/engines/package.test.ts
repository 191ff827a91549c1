import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { installedVersion, requirePackage } from "./package.ts";

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "tercet-engines-"));
  vi.spyOn(process, "cwd").mockReturnValue(project);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(project, { recursive: true });
});

async function install(name: string, version: string): Promise<void> {
  const folder = join(project, "node_modules", name);
  await mkdir(folder, { recursive: true });
  const manifest = { name, version, type: "module", exports: { import: "./index.js", default: "./index.js" } };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "index.js"), `export const version = "${version}";\n`);
}

test("what the user's project has goes before what is installed beside the harness", async () => {
  const beside = installedVersion("zod");
  expect(beside).toMatch(/^\d+\./);
  await install("zod", "0.0.1");
  expect(installedVersion("zod")).toBe("0.0.1");
  expect(requirePackage<{ version: string }>("zod").version).toBe("0.0.1");
});

test("what the user's project has not is taken from beside the harness", () => {
  expect(requirePackage<{ z: object }>("zod").z).toBeDefined();
});

test("a package that is nowhere has no version, and cannot be loaded", () => {
  expect(installedVersion("no-such-engine")).toBeUndefined();
  expect(() => requirePackage("no-such-engine")).toThrow(/no-such-engine/);
});
