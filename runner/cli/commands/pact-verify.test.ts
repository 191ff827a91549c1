import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../main.ts";

let folder: string;
let server: Server;
let url: string;

const interaction = (description: string, path: string, members: object = {}) => ({
  type: "Synchronous/HTTP",
  description,
  request: { method: "GET", path, headers: { Authorization: ["Bearer recorded"] } },
  response: { status: 200, body: { contentType: "application/json", encoded: false, content: { id: 7 } } },
  ...members,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-pact-verify-"));
  server = createServer((request, response) => {
    const isGood = request.url === "/good" && request.headers.authorization !== undefined;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: isGood ? 7 : 8 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await pact("good.json", interaction("is good", "/good"));
  await pact("mixed.json", interaction("is good", "/good"), interaction("is bad", "/bad", { key: "bad one" }));
  await pact("pending.json", interaction("is bad", "/bad", { pending: true }));
  await pact("state.json", interaction("needs a state", "/good", { providerStates: [{ name: "a state" }] }));
  await pact("empty.json");
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function pact(file: string, ...interactions: readonly object[]): Promise<void> {
  const metadata = { pactSpecification: { version: "4.0" } };
  const document = { consumer: { name: "web" }, provider: { name: "things" }, interactions, metadata };
  await writeFile(join(folder, file), JSON.stringify(document));
}

async function verify(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = [text(stdout), text(stderr)];
  const context = { cwd: folder, env: { NO_COLOR: "1" }, stdin: process.stdin, stdout, stderr, version: "0.0.0" };
  const code = await runCli(["pact", "verify", ...args], { ...context, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  const [out = "", err = ""] = await Promise.all(output);
  return { code, out, err };
}

describe("tercet pact verify", () => {
  it("ends with 0 where the provider keeps the pact", async () => {
    const { code, out } = await verify("good.json", "--url", url);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining("✓ pass         things     web: is good"),
    });
  });

  it("ends with 1, evidence and a line that replays this one interaction, where it does not", async () => {
    const { code, out } = await verify("mixed.json", "--url", url, "--seed", "5");
    expect(code).toBe(1);
    expect(out).toContain("$.id: Expected 7, but got 8.");
    expect(out).toContain(`replay tercet pact verify mixed.json --url ${url} --interaction 'bad one' --seed 5`);
    const again = await verify("mixed.json", "--url", url, "--interaction", "bad one", "--seed", "5", "--json");
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({
      cases: [{ verdict: "fail" }],
      findings: [{ guarantee: "output-validation", check: "output-validation/consumer-pact", operation: "GET /bad" }],
    });
  });

  it("reports what is pending and fails nothing for it; a state without a route is inconclusive", async () => {
    expect(await verify("pending.json", "--url", url)).toMatchObject({
      code: 0,
      out: expect.stringContaining("skipped"),
    });
    expect(await verify("state.json", "--url", url)).toMatchObject({
      code: 3,
      out: expect.stringContaining('"a state"'),
    });
    expect(await verify("state.json", "--url", url, "--states-given")).toMatchObject({ code: 0 });
  });

  it("writes results to be published, and shows no header that was given", async () => {
    const header = ["--header", "Authorization: Bearer geheim-1234", "--header", "X-Other: geheim-5678"];
    const results = ["--results", "results.json", "--provider-version", "1.2.3"];
    const { code, out } = await verify(
      "mixed.json",
      "--url",
      url,
      ...header,
      ...results,
      "--report",
      "json=report.json",
    );
    expect(code).toBe(1);
    const [result] = JSON.parse(await readFile(join(folder, "results.json"), "utf8"));
    expect(result).toMatchObject({ consumer: "web", provider: "things", providerVersion: "1.2.3", success: false });
    expect(result.interactions.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["pass", "fail"]);
    expect(out + (await readFile(join(folder, "report.json"), "utf8"))).not.toContain("geheim");
    expect(out).toContain('--header "Authorization: $AUTHORIZATION" --header "X-Other: $X_OTHER"');
  });

  it.each([
    ["an empty pact", ["empty.json"], "has no interaction"],
    ["a filter that fits nothing", ["good.json", "--filter", "nothing"], "No interaction"],
    ["an unknown interaction", ["good.json", "--interaction", "nothing"], "No interaction"],
    ["an unknown consumer", ["good.json", "--consumer", "nobody"], "web → things"],
    ["no file", ["missing.json"], "missing.json"],
    ["no pact in the project", [], "There is no Pact file"],
    ["two ways to states", ["good.json", "--state-url", "http://127.0.0.1:1", "--states-given"], "not both"],
    ["a state route that is no URL", ["good.json", "--state-url", "here"], '"here" is no URL'],
    ["a header that is none", ["good.json", "--header", "geheim"], "'Name: value'"],
  ])("ends with 2 and one sentence for %s", async (_title, args, sentence) => {
    const { code, out, err } = await verify(...args, "--url", url);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
    expect(err).not.toContain("geheim");
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  it("ends with 2 without a place to find the provider", async () => {
    expect(await verify("good.json")).toMatchObject({ code: 2, err: expect.stringContaining("--url") });
    expect(await verify("good.json", "--url", "nowhere")).toMatchObject({ code: 2 });
    expect(await verify("good.json", "--url", url, "--environment", "x")).toMatchObject({ code: 2 });
  });
});
