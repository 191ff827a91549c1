import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { overHttps } from "../../../suites/provider/broken/arrangements/https.ts";
import { parcelsDocument } from "../../../suites/provider/broken/contract.ts";
import { tokenKeys } from "../../../suites/provider/broken/keys.ts";
import { createParts } from "../../../suites/provider/broken/parts.ts";
import { type Change, listenerOf } from "../../../suites/provider/broken/provider.ts";
import { statelessFaults } from "../../../suites/provider/broken/stateless.ts";
import { createStore } from "../../../suites/provider/broken/store.ts";
import { tls } from "../../../suites/provider/broken/tls.ts";
import { runCli } from "../main.ts";

let directory: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-instances-"));
  await writeFile(join(directory, "openapi.json"), JSON.stringify(parcelsDocument));
  await writeFile(join(directory, "tokens.json"), JSON.stringify(await tokenKeys()));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await rm(directory, { recursive: true });
});

async function verify(...argv: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = [stdout, stderr].map(async (stream) => Buffer.concat(await stream.toArray()).toString());
  const { signal } = new AbortController();
  const context = { cwd: directory, env: {}, stdin: new PassThrough(), stdout, stderr, signal, version: "0.0.0" };
  const code = await runCli(["verify", ...argv], context);
  stdout.end();
  stderr.end();
  const [out = "", err = ""] = await Promise.all(texts);
  return { code, out, err };
}
const given = ["--contract", "openapi.json", "--tokens", "tokens.json"];

/** Two instances with one store, at one port of two addresses of this machine. */
async function startTwo(change: Change = () => ({})): Promise<number> {
  const store = createStore();
  let port = 0;
  for (const address of ["127.0.0.1", "127.0.0.2"]) {
    const correct = { ...(await createParts(await tokenKeys())), store };
    const server: Server = createServer(listenerOf({ ...correct, ...change(correct) }));
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
    port = (server.address() as AddressInfo).port;
  }
  return port;
}

const behindOneName = (port: number) => [
  "--url",
  `http://parcels.localhost:${port}`,
  ...["127.0.0.1", "127.0.0.2"].flatMap((address) => ["--resolve", `parcels.localhost:${port}:${address}`]),
];

describe("tercet verify --resolve", () => {
  test("spreads the steps of a flow over the instances behind one name", async () => {
    const port = await startTwo();
    const { code, out } = await verify(...given, ...behindOneName(port), "--guarantee", "stateless", "--json");
    expect(code).toBe(0);
    const { findings } = JSON.parse(out) as { findings: { check: string; operation: string; verdict: string }[] };
    const passed = findings.filter(({ verdict, check }) => verdict === "pass" && check !== "stateless/set-cookie");
    expect(passed.map(({ check, operation }) => `${check}@${operation}`)).toEqual(
      expect.arrayContaining([
        "stateless/read-elsewhere@getParcel",
        "stateless/change-elsewhere@labelParcel",
        "stateless/delete-elsewhere@deleteDepot",
        "stateless/key-elsewhere@createParcel",
      ]),
    );
  });

  test("a failure names the instance, and both replay lines reach it again", async () => {
    const fault = statelessFaults.find(({ name }) => name === "keeps-parcels-that-it-has-shown");
    const port = await startTwo(fault?.change);
    const only = ["--only", "stateless/delete-elsewhere@deleteParcel"];
    const { code, out } = await verify(...given, ...behindOneName(port), ...only, "--json");
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as {
      findings: { guarantee: string; message: string; replay: string; evidence: { curl: string } }[];
    };
    const finding = findings.find(({ guarantee }) => guarantee === "stateless");
    expect(finding?.message).toMatch(
      /http:\/\/parcels\.localhost:\d+ at 127\.0\.0\.[12] answers 200, and the other one 404/,
    );
    expect(finding?.replay).toContain(behindOneName(port).join(" "));
    expect(finding?.evidence.curl).toMatch(/--resolve parcels\.localhost:\d+:127\.0\.0\.[12] /);
  });

  test("keeps the name of the URL in TLS", async () => {
    const provider = await overHttps.start();
    closing.push(provider.stop);
    const { urls, certificateAuthority = "" } = provider.target;
    const { port } = new URL(urls[0] ?? "");
    await writeFile(join(directory, "authority.pem"), certificateAuthority);
    const place = ["--url", urls[0] ?? "", "--resolve", `parcels.example:${port}:127.0.0.1`, "--ca", "authority.pem"];
    const { code, err } = await verify(...given, ...place, "--guarantee", "https-only");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test("a certificate that expired is a failure of https-only, and the rest could not be asked", async () => {
    const provider = await overHttps.start(() => ({
      tls: { ...tls, certificate: { ...tls.certificate, days: [-9, -1] } },
    }));
    closing.push(provider.stop);
    const { urls, certificateAuthority = "" } = provider.target;
    await writeFile(join(directory, "authority.pem"), certificateAuthority);
    const resolved = `parcels.example:${new URL(urls[0] ?? "").port}:127.0.0.1`;
    const place = ["--url", urls[0] ?? "", "--resolve", resolved, "--ca", "authority.pem"];
    const selected = ["--guarantee", "https-only", "--guarantee", "json-only"];
    const { code } = await verify(...given, ...place, ...selected, "--report", "json=report.json");
    expect(code).toBe(1);
    const { cases } = JSON.parse(await readFile(join(directory, "report.json"), "utf8")) as {
      cases: { id: string; verdict: string }[];
    };
    expect(cases.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["verify/parcels/json-only", "inconclusive"],
      ["verify/parcels/https-only", "fail"],
    ]);
  });

  test.each([
    ["another form", ["--resolve", "parcels.localhost:127.0.0.1"], /is not NAME:PORT:ADDRESS/],
    ["a name for an address", ["--resolve", "parcels.localhost:1:other.example"], /is not NAME:PORT:ADDRESS/],
    ["IPv6 without brackets", ["--resolve", "parcels.localhost:1:::1"], /IPv6 address in brackets/],
    [
      "another port",
      ["--resolve", "parcels.localhost:2:[::1]"],
      /no URL of the service has the host .* and the port 2/,
    ],
  ])("refuses %s in one sentence, with exit code 2", async (_what, resolved, expected) => {
    const { code, out, err } = await verify(...given, "--url", "http://parcels.localhost:1", ...resolved);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(expected);
    expect(err).toMatch(/^tercet: --resolve: [^\n]+\n$/);
  });

  test("goes with --contract; an environment has its own, which is held to the same form", async () => {
    const { code, err } = await verify("parcels", "--environment", "local", "--resolve", "a:1:127.0.0.1");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("an environment has its own") });
    const service = {
      urls: ["http://parcels.localhost:1"],
      contract: "openapi.json",
      resolve: ["parcels.localhost:2:::1"],
    };
    const config = { environments: { local: { services: { parcels: service } } } };
    await writeFile(join(directory, "tercet.config.ts"), `export default ${JSON.stringify(config)};`);
    const wrong = await verify("parcels", "--environment", "local");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(
      /^tercet: parcels\.resolve of "local": "parcels\.localhost:2:::1" is not NAME:PORT:ADDRESS/,
    );
  });
});

describe("tercet verify in production", () => {
  test("lays a sentinel, reads it in later runs, and tells when it is gone", async () => {
    const marked = JSON.parse(JSON.stringify(parcelsDocument)) as { paths: Record<string, { get: object }> };
    const path = marked.paths["/v1/depots/{code}"];
    if (path !== undefined) path.get = { ...path.get, "x-tercet": { neverExpires: true } };
    await writeFile(join(directory, "openapi.json"), JSON.stringify(marked));
    const port = await startTwo();
    const service = { urls: [`http://127.0.0.1:${port}`], contract: "openapi.json" };
    const environment = { services: { parcels: service }, tokens: "tokens.json", production: true };
    await writeFile(
      join(directory, "tercet.config.ts"),
      `export default ${JSON.stringify({ environments: { live: environment } })};`,
    );
    const run = async () => {
      const only = ["--only", "state-never-expires/sentinel", "--json"];
      const { code, out } = await verify("parcels", "--environment", "live", ...only);
      const { findings } = JSON.parse(out) as { findings: { verdict: string; message: string }[] };
      return [code, findings.map(({ verdict, message }) => `${verdict}: ${message}`)] as const;
    };
    const file = join(directory, ".tercet", "sentinels", "live", "parcels.json");
    expect(await run()).toEqual([0, ["skipped: a sentinel was laid just now; it is judged from the next day on"]]);
    const laid = await readFile(file, "utf8");
    expect(await run()).toEqual([0, [expect.stringMatching(/^skipped: the sentinel of .* is there/)]]);

    const earlier = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000).toISOString();
    const old = laid.replace(/"createdAt": "[^"]+"/, `"createdAt": "${earlier}"`);
    await writeFile(file, old);
    expect(await run()).toEqual([
      0,
      [expect.stringMatching(/^pass: The sentinel of .* still reads back, 3 days later/)],
    ]);

    await writeFile(file, old.replaceAll(/tercet-[0-9a-f]{12}/g, "tercet-gone"));
    const [code, messages] = await run();
    expect(code).toBe(1);
    expect(messages).toEqual([expect.stringMatching(/^fail: getDepot must read back .* 3 days old, it answered 404/)]);

    await writeFile(file, "{");
    const damaged = await verify("parcels", "--environment", "live", "--only", "state-never-expires/sentinel");
    expect(damaged.code).toBe(2);
    expect(damaged.err).toMatch(/is damaged: restore it, or remove it/);
  });
});
