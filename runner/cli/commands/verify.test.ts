import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { authenticationFaults } from "../../../suites/provider/broken/authenticated-requests.ts";
import { parcelsDocument } from "../../../suites/provider/broken/contract.ts";
import { outputFaults } from "../../../suites/provider/broken/output-validation.ts";
import { type Change, createProvider, type Provider } from "../../../suites/provider/broken/provider.ts";
import { runCli } from "../main.ts";

let directory: string;
let provider: Provider | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-verify-"));
  await writeFile(join(directory, "openapi.json"), JSON.stringify(parcelsDocument));
});
afterEach(async () => {
  await provider?.stop();
  provider = undefined;
  await rm(directory, { recursive: true });
});

async function serve(change?: Change): Promise<readonly string[]> {
  provider = await createProvider(change);
  await writeFile(join(directory, "tokens.json"), JSON.stringify(provider.keys));
  return [
    "verify",
    "--contract",
    "openapi.json",
    ...provider.target.urls.flatMap((url) => ["--url", url]),
    "--tokens",
    "tokens.json",
  ];
}

async function run(argv: readonly string[], signal = new AbortController().signal) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = [stdout, stderr].map(async (stream) => Buffer.concat(await stream.toArray()).toString());
  const context = { cwd: directory, env: {}, stdin: new PassThrough(), stdout, stderr, signal, version: "0.0.0" };
  const code = await runCli(argv, context);
  stdout.end();
  stderr.end();
  const [out = "", err = ""] = await Promise.all(texts);
  return { code, out, err };
}

const change = (name: string) =>
  [...authenticationFaults, ...outputFaults].find((fault) => fault.name === name)?.change;

interface Report {
  readonly verdict: string;
  readonly findings: readonly {
    readonly check: string;
    readonly operation: string;
    readonly verdict: string;
    readonly replay?: string;
    readonly evidence?: { readonly curl?: string };
  }[];
  readonly cases: readonly { readonly id: string; readonly message?: string }[];
  readonly coverage: readonly { readonly requests: number }[];
}

/** The arguments of a replay line, as a shell would take it apart. */
const words = (line: string) =>
  [...line.matchAll(/'((?:[^']|'\\'')*)'|\S+/g)]
    .map(([word, quoted]) => quoted?.replaceAll("'\\''", "'") ?? word)
    .slice(1);

describe("tercet verify", () => {
  test("passes a correct service with exit code 0, and writes the report", async () => {
    const { code, err } = await run([...(await serve()), "--report", "json=report.json", "--seed", "7"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const report: Report = JSON.parse(await readFile(join(directory, "report.json"), "utf8"));
    expect(report.verdict).toBe("pass");
    expect(report.findings.length).toBeGreaterThan(100);
    expect(provider?.parts.store.parcels.size).toBe(0);
  });

  test.each([
    ["takes-expired-tokens", "authenticated-requests/expired-token"],
    // Seen in what another check sent: the line must run that one as well.
    ["sends-a-problem-that-is-none", "output-validation/response-406"],
  ])("fails a service that %s with exit code 1, and its replay line shows it again", async (fault, check) => {
    const first = await run([...(await serve(change(fault))), "--json", "--seed", "7"]);
    expect(first.code).toBe(1);
    const failing = (JSON.parse(first.out) as Report).findings.find(
      (one) => one.check === check && one.verdict === "fail",
    );
    expect(failing?.replay).toContain(`--only ${check}@${failing?.operation}`);
    const again = await run([...words(failing?.replay ?? ""), "--json"]);
    expect(again.code).toBe(1);
    const shown = (JSON.parse(again.out) as Report).findings.filter((one) => one.verdict === "fail");
    expect(shown.map((one) => [one.check, one.operation])).toContainEqual([check, failing?.operation]);
  });

  test("shows no token, key or secret anywhere", async () => {
    const { out } = await run([...(await serve(change("takes-unsigned-tokens"))), "--json"]);
    const { signing, encryption } = provider?.keys ?? {};
    expect(out).not.toMatch(/eyJ[\w-]+\./);
    for (const secret of [signing?.key.d, encryption?.key.k]) expect(out).not.toContain(String(secret));
  });

  test("is inconclusive, exit code 3, when the service cannot be reached", async () => {
    const argv = await serve();
    await provider?.stop();
    const { code, out } = await run(argv);
    provider = undefined;
    expect(code).toBe(3);
    expect(out).toMatch(/cannot be reached \(ECONNREFUSED\); check the URL/);
    expect(out).not.toMatch(/\.ts:\d/);
  });

  test("is inconclusive and cleans up when it is interrupted", async () => {
    const interruption = new AbortController();
    const argv = await serve((parts) => ({
      async handle(request, all) {
        if (request.method === "POST") interruption.abort();
        return parts.handle(request, all);
      },
    }));
    const { code } = await run([...argv, "--guarantee", "output-validation"], interruption.signal);
    expect(code).toBe(3);
    expect(provider?.parts.store.parcels.size).toBe(0);
  });

  test("in production runs only what is safe there, within a budget, and says what it left out", async () => {
    const argv = await serve(change("sends-a-problem-that-is-none"));
    const { code, out } = await run([...argv, "--production", "--json"]);
    expect(code).toBe(1);
    const report: Report = JSON.parse(out);
    const skipped = report.cases.filter(({ message }) => /not safe in production/.test(message ?? ""));
    expect(skipped.map(({ id }) => id)).toContain("verify/parcels/authenticated-requests");
    const [failing] = report.findings.filter((one) => one.verdict === "fail");
    expect(failing?.replay).toContain(" --production ");
    expect(report.coverage[0]?.requests).toBeLessThan(1000);
    expect(provider?.parts.store.parcels.size).toBe(0);
  });

  test("is inconclusive when the request budget is spent, names what was not judged, and cleans up", async () => {
    const guarantee = ["--guarantee", "output-validation"];
    const { code, out } = await run([...(await serve()), "--request-budget", "9", ...guarantee]);
    expect(code).toBe(3);
    expect(out).toMatch(/budget of 9 requests is spent; give a larger one with --request-budget\. Not\s+judged:/);
    expect(out).toMatch(/coverage +parcels +\d of 10 operations, /);
    expect(provider?.parts.store.parcels.size).toBe(0);
  });

  test("a failure says how grave it is, how to mend it, and gives a curl line", async () => {
    const { out } = await run([...(await serve(change("takes-expired-tokens"))), "--json"]);
    const [failing] = (JSON.parse(out) as Report).findings.filter((one) => one.verdict === "fail");
    expect(failing).toMatchObject({
      severity: "critical",
      mend: expect.stringMatching(/./),
      standard: { url: expect.stringMatching(/^https:/) },
    });
    expect(failing?.evidence?.curl).toMatch(/^curl --include .*"authorization: Bearer \$TOKEN".* http:\/\//);
  });

  test("says so when nothing that was selected could be exercised", async () => {
    const { code, out } = await run([...(await serve()), "--only", "authenticated-requests/expired-token@getStatus"]);
    expect(code).toBe(0);
    expect(out).toMatch(/skipped/i);
    expect(out).not.toMatch(/pass /);
  });

  test.each([
    [["verify"], /Say what to verify/],
    [["verify", "parcels"], /Say what to verify/],
    [["verify", "parcels", "--environment", "nowhere"], /no environment "nowhere"/],
    [["verify", "parcels", "--environment", "demo", "--url", "http://localhost"], /go with --contract/],
    [["verify", "parcels", "--contract", "openapi.json", "--url", "http://localhost"], /not both/],
    [["verify", "--contract", "openapi.json"], /--contract needs --url/],
    [["verify", "--contract", "openapi.json", "--url", "localhost"], /"localhost" is no URL/],
    [["verify", "--contract", "missing.json", "--url", "http://localhost:1"], /missing\.json/],
    [["verify", "--contract", "openapi.json", "--url", "http://localhost:1", "--tokens", "none.json"], /none\.json/],
    [
      ["verify", "--contract", "openapi.json", "--url", "http://localhost:1", "--guarantee", "x"],
      /"x" does not exist; there are: auth/,
    ],
    [
      ["verify", "--contract", "openapi.json", "--url", "http://localhost:1", "--only", "json-only@x"],
      /no operation "x"; there are/,
    ],
  ])("refuses wrong usage with exit code 2 and one sentence: %j", async (argv, message) => {
    const { code, err } = await run(argv);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});
