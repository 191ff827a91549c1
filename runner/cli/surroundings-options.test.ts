import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { printersDocument } from "../../suites/provider/broken/arrangements/printers/client.ts";
import { printers } from "../../suites/provider/broken/arrangements/printers.ts";
import { parcelsDocument } from "../../suites/provider/broken/contract.ts";
import type { Provider } from "../../suites/provider/broken/provider.ts";
import type { OwnStandIn } from "../../suites/provider/stand-in/stand-in.ts";
import { runCli } from "./main.ts";
import { readSurroundings, surroundingsArguments } from "./surroundings-options.ts";

describe("readSurroundings", () => {
  test("says what an environment would say", () => {
    const values = {
      dependency: ["products=https://127.0.0.1:9443", "customers=http://localhost:9080"],
      dependencyContract: ["products=products.json"],
      dependencyCertificate: "server.pem",
      database: "mysql://looker@db/shop",
      databaseUser: "carts",
    };
    expect(readSurroundings(values)).toEqual({
      dependencies: {
        products: { listen: "https://127.0.0.1:9443", contract: "products.json", certificate: "server.pem" },
        customers: { listen: "http://localhost:9080", certificate: "server.pem" },
      },
      database: { url: "mysql://looker@db/shop", user: "carts" },
    });
  });

  test.each([
    [{ dependency: ["products"] }, "--dependency products: NAME=VALUE is expected"],
    [{ dependency: ["products=9443"] }, "a URL such as https://127.0.0.1:9443 is expected"],
    [{ dependencyContract: ["products=a.json"] }, "needs --dependency products=URL"],
    [{ dependencyCertificate: "server.pem" }, "needs --dependency NAME=URL"],
    [{ databaseUser: "carts" }, "needs --database URL"],
    [{ database: "redis://a:secret@db" }, "--database: url: a URL such as postgres://"],
  ])("refuses %j", (values, message) => {
    expect(() => readSurroundings(values)).toThrow(
      expect.objectContaining({ code: "usage", message: expect.stringContaining(message) }),
    );
  });

  test("repeats the options without the password of the database", () => {
    expect(surroundingsArguments({ database: "postgres://looker:secret@db/shop", databaseUser: "carts" })).toEqual([
      ...["--database", "postgres://looker@db/shop"],
      ...["--database-user", "carts"],
    ]);
  });
});

describe("verify with a stand-in", () => {
  let directory: string;
  let provider: Provider;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "tercet-surroundings-"));
    provider = await printers.start();
    const files = {
      "parcels.json": printers.document,
      "printers.json": printersDocument,
      "tokens.json": provider.keys,
    };
    for (const [name, value] of Object.entries(files)) await writeFile(join(directory, name), JSON.stringify(value));
  });
  afterEach(async () => {
    await provider.stop();
    await rm(directory, { recursive: true });
  });

  async function verify(contract: string, ...more: readonly string[]) {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const texts = [stdout, stderr].map(async (stream) => Buffer.concat(await stream.toArray()).toString());
    const { signal } = new AbortController();
    const context = { cwd: directory, env: {}, stdin: new PassThrough(), stdout, stderr, signal, version: "0.0.0" };
    const urls = provider.target.urls.flatMap((url) => ["--url", url]);
    const argv = ["verify", "--contract", contract, ...urls, "--tokens", "tokens.json", ...more];
    const code = await runCli(argv, context);
    stdout.end();
    stderr.end();
    const [out = "", err = ""] = await Promise.all(texts);
    return { code, out, err };
  }

  test("listens where the service looks, and lets go of the address in the end", async () => {
    const standIn = provider.target.dependencies?.get("printers") as OwnStandIn;
    const listen = standIn.url;
    await standIn.stop();
    const { code } = await verify(
      "parcels.json",
      ...["--dependency", `printers=${listen}`, "--dependency-contract", "printers=printers.json"],
      ...["--only", "throttled-output/authenticated", "--only", "throttled-output/conforming"],
      ...["--report", "json=report.json"],
    );
    const report = JSON.parse(await readFile(join(directory, "report.json"), "utf8"));
    const findings: readonly Record<string, string>[] = report.findings;
    const own = findings.filter(({ guarantee }) => guarantee === "throttled-output");
    expect(own.map(({ check, verdict }) => [check, verdict])).toEqual([
      ["throttled-output/authenticated", "pass"],
      ["throttled-output/conforming", "pass"],
    ]);
    expect(code).toBe(0);
    await standIn.start();
  });

  test("says how to give the address where none is given", async () => {
    const { code, out } = await verify("parcels.json", "--guarantee", "throttled-output");
    expect(code).toBe(0);
    expect(out).toContain("--dependency printers=URL");
  });

  test("is refused for a dependency that the contract does not have", async () => {
    await writeFile(join(directory, "alone.json"), JSON.stringify(parcelsDocument));
    const { code, err } = await verify("alone.json", "--dependency", "printers=http://127.0.0.1:1");
    expect(code).toBe(2);
    expect(err).toContain('parcels has no dependency "printers"');
  });
});
