import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const repository = new URL("../..", import.meta.url).pathname;
const timeout = 240_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-package-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: repository, timeout });
  // What `prepack` prints comes first; the list of packed files is JSON from the first bracket at the start of a line.
  const packed = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await run("npm", ["install", ...options, join(folder, filename)], { cwd: folder, timeout });
}, timeout);
afterAll(() => rm(folder, { recursive: true, force: true }));

const tercet = (...words: readonly string[]) =>
  run(join(folder, "node_modules/.bin/tercet"), words, { cwd: folder, timeout });

describe("the packed package, installed in an empty folder", () => {
  test("tells its version", async () => {
    const { version } = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
    expect((await tercet("--version")).stdout.trim()).toBe(version);
  });

  test("scaffolds a project whose contracts are in order, and never overwrites one", async () => {
    await tercet("init");
    expect(existsSync(join(folder, "tercet.config.ts"))).toBe(true);
    const lint = await tercet("contracts", "lint");
    expect(lint.stdout).toBe("1 file: 0 errors, 0 warnings\n");
    await expect(tercet("init")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nothing was written"),
    });
  });

  test("types and code can be imported by top folder", async () => {
    const code = `for (const name of ["", "/contracts", "/suites", "/runner", "/reports", "/docker"]) await import("tercet" + name);`;
    await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: folder, timeout });
    expect(existsSync(join(folder, "node_modules/tercet/dist/index.d.ts"))).toBe(true);
  });
});
