import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../main.ts";

const carts = new URL("../../../contracts/catalog/carts/1.0.0/openapi.json", import.meta.url).pathname;
let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-client-"));
});
afterEach(() => rm(cwd, { recursive: true }));

async function tercet(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context = { cwd, env: {}, stdin: new PassThrough(), stdout, stderr, version: "0.0.0" };
  const code = await runCli(argv, { ...context, signal: new AbortController().signal });
  return { code, stdout: String(stdout.read() ?? ""), stderr: String(stderr.read() ?? "") };
}

test("writes the client to a file, whole or not at all", async () => {
  expect(await tercet("client", carts, "--out", "clients/carts.ts")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await readFile(join(cwd, "clients/carts.ts"), "utf8")).toContain("export interface CartsClient {");
  expect(await readdir(join(cwd, "clients"))).toEqual(["carts.ts"]);
});

test("writes to standard output for -", async () => {
  const { code, stdout } = await tercet("client", carts, "--out", "-", "--runtime", "./runtime.ts");
  expect(code).toBe(0);
  expect(stdout).toContain('from "./runtime.ts";');
});

test("a contract that is not there is one sentence, exit 2, and no file", async () => {
  const { code, stderr } = await tercet("client", "nothing", "--out", "nothing.ts");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^tercet: .*nothing.*\n$/);
  expect(await readdir(cwd)).toEqual([]);
});

test("a check finds a client that is stale, and writes nothing", async () => {
  await tercet("client", carts, "--out", "carts.ts");
  expect(await tercet("client", carts, "--out", "carts.ts", "--check")).toEqual({ code: 0, stdout: "", stderr: "" });
  const stale = `${await readFile(join(cwd, "carts.ts"), "utf8")}// edited\n`;
  await writeFile(join(cwd, "carts.ts"), stale);
  expect(await tercet("client", carts, "--out", "carts.ts", "--check")).toEqual({
    code: 1,
    stdout: "carts.ts is not what the contract of carts 1.0.0 generates; write it again without --check.\n",
    stderr: "",
  });
  expect(await readFile(join(cwd, "carts.ts"), "utf8")).toBe(stale);
});

test("a check of a file that is not there, or of standard output, is one sentence and exit 2", async () => {
  for (const out of ["missing.ts", "-"]) {
    const { code, stderr } = await tercet("client", carts, "--out", out, "--check");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tercet: .*\n$/);
  }
});

test("what is left out is said beside the client", async () => {
  const document = {
    openapi: "3.1.0",
    info: { title: "Pictures", version: "1.0.0" },
    paths: {
      "/v1/pictures": {
        post: { operationId: "upload", requestBody: { required: true, content: { "image/png": {} } }, responses: {} },
      },
    },
  };
  await writeFile(join(cwd, "pictures.json"), JSON.stringify(document));
  const { code, stderr } = await tercet("client", "pictures.json", "--out", "pictures.ts");
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: "tercet: upload is left out of the client: it needs a body that is not JSON.\n",
  });
});
