import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerContracts } from "./contracts.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-contracts-"));
  const catalog = fileURLToPath(new URL("../../../contracts/catalog/customers", import.meta.url));
  await cp(catalog, join(cwd, "contracts/catalog/customers"), { recursive: true });
});
afterEach(() => rm(cwd, { recursive: true }));

const file = "contracts/catalog/customers/1.0.0/openapi.json";

async function edit(from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(cwd, file), "utf8");
  expect(text).toMatch(from);
  await writeFile(join(cwd, file), text.replace(from, to));
}

/** Runs `tercet contracts …` in the folder. */
async function run(...argv: string[]): Promise<{ code: number; output: string }> {
  const stdout = new PassThrough();
  let code = -1;
  const context = {
    ...{ cwd, env: {}, stdin: new PassThrough(), stdout, stderr: new PassThrough() },
    ...{ signal: new AbortController().signal, version: "0.0.0" },
  };
  const program = new Command().exitOverride();
  registerContracts(program, context, (exitCode) => {
    code = exitCode;
  });
  await program.parseAsync(["contracts", ...argv], { from: "user" });
  return { code, output: String(stdout.read() ?? "") };
}

describe("tercet contracts lint", () => {
  it("ends with 0 and says how many files it looked at", async () => {
    expect(await run("lint")).toEqual({ code: 0, output: "4 files: 0 errors, 0 warnings\n" });
  });

  it("ends with 1 and writes file, pointer, rule and message of each finding", async () => {
    await edit('"type": "integer"', '"type": "whole"');
    const { code, output } = await run("lint", file);
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^${file}#/\\S+ [a-z-]+ \\S.*\n`));
    const json = JSON.parse((await run("lint", file, "--json")).output);
    expect(json.findings[0]).toMatchObject({ file, severity: "error" });
  });
});

describe("tercet contracts build", () => {
  it("fails a check where a file was edited, and mends it", async () => {
    const source = new URL("../../../contracts/source/customers.ts", import.meta.url).href;
    await mkdir(join(cwd, "contracts/source"));
    await writeFile(join(cwd, "contracts/source/customers.mjs"), `export * from ${JSON.stringify(source)};`);
    expect(await run("build", "--check")).toMatchObject({ code: 0 });
    await edit("Registers", "Enters");
    expect(await run("build", "--check")).toEqual({
      code: 1,
      output: expect.stringContaining(`${file}# built-from-source customers/1.0.0/openapi.json differs`),
    });
    expect(await run("build")).toEqual({ code: 0, output: expect.stringContaining(`${file} written\n`) });
    expect(await run("build", "--check")).toMatchObject({ code: 0 });
  });
});

describe("tercet contracts release", () => {
  it("freezes a version; linting then fails when it is changed", async () => {
    const first = await run("release", "customers@1.0.0");
    expect(first).toEqual({ code: 0, output: expect.stringContaining("customers@1.0.0 is released: ") });
    expect((await run("release", "customers@1.0.0")).output).toContain("released already");
    await edit("Registers", "Enters");
    expect(await run("lint")).toEqual({ code: 1, output: expect.stringContaining(`${file}# released-unchanged `) });
  });

  it("refuses a reference without a version", async () => {
    await expect(run("release", "customers")).rejects.toThrow("write it as customers@1.1.0");
  });
});
