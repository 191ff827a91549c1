import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pactDocument } from "../../broker/testing/broker.ts";
import { runCli } from "../main.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-gate-"));
});
afterEach(() => rm(cwd, { recursive: true }));

async function tercet(...argv: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context = { cwd, env: {}, stdin: new PassThrough(), stdout, stderr, version: "0.0.0" };
  const code = await runCli(argv, { ...context, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  return { code, out: await text(stdout), error: await text(stderr) };
}

async function write(name: string, content: unknown): Promise<string> {
  await mkdir(join(cwd, name, ".."), { recursive: true });
  await writeFile(join(cwd, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

const facts = async () => (await readdir(join(cwd, "contracts/facts"), { recursive: true }).catch(() => [])).toSorted();

/** What `tercet pact verify --results` writes of the one pact that is in the ledger. */
async function results(providerVersion: string, success: boolean): Promise<string> {
  const [content = ""] = await readdir(join(cwd, "contracts/facts/content"));
  const verdict = success ? "pass" : "fail";
  return write("results.json", [
    {
      pactDigest: content.replace(".json", ""),
      consumer: "web",
      provider: "things",
      providerVersion,
      success,
      interactions: [{ description: "a thing", verdict, message: "status 404 instead of 200" }],
    },
  ]);
}

const contract = (schema: object) => ({
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0" },
  "x-tercet": { service: "things" },
  paths: {
    "/things/{id}": {
      get: {
        operationId: "getThing",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { 200: { description: "It.", content: { "application/json": { schema } } } },
      },
    },
  },
});

const log = (kind: "scenario" | "guarantee", id: string, verdict: string, environment?: string) =>
  [
    {
      type: "run-started",
      at: "2026-01-01T00:00:00.000Z",
      schema: "tercet-events/1",
      tool: { name: "tercet", version: "1.0.0" },
      command: "run",
      seed: 1,
      ...(environment === undefined ? {} : { environment }),
    },
    {
      type: "case-finished",
      at: "2026-01-01T00:00:01.000Z",
      case: { id, kind, subject: "things", title: "A thing" },
      durationMilliseconds: 1,
      verdict,
      message: "It was not there.",
      steps: [],
      findings: [],
    },
  ]
    .map((event) => `${JSON.stringify(event)}\n`)
    .join("");

describe("the way of a change to production", () => {
  test("published, asked, verified, asked again, deployed", async () => {
    await write("pacts/web-things.json", pactDocument("web", "things"));
    expect(await tercet("publish", "pacts", "--version", "1.0.0", "--branch", "main")).toMatchObject({ code: 0 });
    const deployed = await tercet("record-deployment", "things@5", "--to", "production", "--production");
    expect(deployed.code).toBe(0);
    expect(deployed.error).toContain('The environment "production" is new');

    const unknown = await tercet("gate", "web@1.0.0", "--to", "production");
    expect(unknown.code).toBe(3);
    expect(unknown.out).toMatch(/run: tercet pact verify \S+\.json --url URL --provider-version 5 --publish/);

    expect((await tercet("publish", "--results", await results("5", false))).code).toBe(0);
    const broken = await tercet("gate", "web@1.0.0", "--to", "production");
    expect(broken.code).toBe(1);
    expect(broken.out).toContain("a thing: status 404 instead of 200");

    await tercet("publish", "--results", await results("5", true));
    const yes = await tercet("gate", "web@1.0.0", "--to", "production", "--json");
    expect(yes.code).toBe(0);
    expect(JSON.parse(yes.out)).toMatchObject({ verdict: "deployable", integrations: [{ verdict: "verified" }] });
    await tercet("record-deployment", "web@1.0.0", "--to", "production");
    expect((await tercet("gate", "things@5", "--to", "production")).code).toBe(0);
  });

  test("several versions side by side, until the support of one ends", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("record-release", "web@1", "--to", "production");
    await tercet("publish", "--service", "things", "--version", "6");
    expect((await tercet("gate", "things@6", "--to", "production")).code).toBe(3);
    expect((await tercet("record-release", "web@1", "--to", "production", "--ended")).code).toBe(0);
    expect((await tercet("gate", "things@6", "--to", "production")).code).toBe(0);
  });
});

describe("the very command that the gate names", () => {
  test("replays the pact of the ledger, publishes what became of it, and so answers the question", async () => {
    let status = 404;
    const provider = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    const { port } = provider.address() as AddressInfo;
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("record-deployment", "things@5", "--to", "production");
    const named = async () => {
      const { out } = await tercet("gate", "web@1", "--to", "production");
      const [, line = ""] = /run: tercet (.*)/.exec(out) ?? [];
      // The gate names files from where it is asked; here that is not the process's own directory.
      const words = line.split(" ").map((word) => (word.endsWith(".json") ? resolve(word) : word));
      return words.map((word) => (word === "URL" ? `http://127.0.0.1:${port}` : word));
    };
    const words = await named();
    const failed = await tercet(...words);
    expect([failed.code, failed.error]).toEqual([1, expect.stringContaining("web → things@5: fails (published)")]);
    expect((await tercet("gate", "web@1", "--to", "production")).code).toBe(1);
    status = 200;
    expect((await tercet(...words)).code).toBe(0);
    expect((await tercet("gate", "web@1", "--to", "production")).code).toBe(0);
    // Who cannot be reached says nothing: what was known stays.
    provider.close();
    provider.closeAllConnections();
    const unreached = await tercet(...words);
    expect([unreached.code, unreached.error]).toEqual([3, expect.stringContaining("is not published")]);
    expect((await tercet("gate", "web@1", "--to", "production")).code).toBe(0);
  });
});

describe("evidence besides replays", () => {
  const body = { id: "1" };
  beforeEach(async () => {
    const pact = pactDocument("web", "things") as { interactions: { response: object }[] };
    Object.assign(pact.interactions[0]?.response ?? {}, { headers: { "content-type": "application/json" }, body });
    await write("pact.json", pact);
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("record-deployment", "web@1", "--to", "production");
  });

  const schema = { type: "object", required: ["id"], properties: { id: { type: "string" } } };

  test("a static comparison counts where the provider is known to keep its contract", async () => {
    await write("openapi.json", contract(schema));
    expect((await tercet("publish", "--contract", "openapi.json", "--version", "5")).code).toBe(0);
    const open = await tercet("gate", "things@5", "--to", "production");
    expect(open.code).toBe(3);
    expect(open.out).toContain("nobody showed that things@5 keeps its contract");
    await write("events.ndjson", log("guarantee", "verify/things/output-validation", "pass"));
    expect((await tercet("publish", "--events", "events.ndjson", "--with", "things@5")).code).toBe(0);
    const yes = await tercet("gate", "things@5", "--to", "production");
    expect([yes.code, yes.out]).toEqual([0, expect.stringContaining("static comparison: fits")]);
  });

  test("a pact that the contract cannot serve fails a provider that served it before, with the witness", async () => {
    await write("openapi.json", contract(schema));
    await tercet("publish", "--contract", "openapi.json", "--version", "4", "--branch", "main");
    await tercet("publish", "--results", await results("4", true));
    await tercet("record-deployment", "things@4", "--to", "production");
    await write("next.json", contract({ type: "object", required: ["id"], properties: { id: { type: "integer" } } }));
    await tercet("publish", "--contract", "next.json", "--version", "5");
    const no = await tercet("gate", "things@5", "--to", "production", "--json");
    expect(no.code).toBe(1);
    expect(JSON.parse(no.out)).toMatchObject({
      integrations: [{ verdict: "broken", evidence: [{ kind: "static", success: false }, { kind: "containment" }] }],
      changes: [{ replaced: "things@4", change: { effect: "breaking" }, breaks: ["web@1"] }],
    });
  });

  test("a failed scenario of this version speaks against it", async () => {
    await write("events.ndjson", log("scenario", "scenario/thing-is-there", "fail", "production"));
    expect((await tercet("publish", "--events", "events.ndjson")).code).toBe(0);
    const no = await tercet("gate", "web@1", "--to", "production");
    expect(no.code).toBe(1);
    expect(no.out).toContain("scenario/thing-is-there in production failed with web@1: It was not there.");
  });
});

describe("bad input is one sentence, exit 2, and nothing is written", () => {
  test.each<readonly [readonly string[], RegExp]>([
    [["gate", "web", "--to", "production"], /"web" names no version of a service/],
    [["gate", "web@1"], /--to <environment>' not specified/],
    [["gate", "web@1", "--to", "nowhere"], /There is no environment "nowhere": none is known yet/],
    [["publish"], /There is nothing to publish/],
    [["publish", "pact.json"], /version of the consumer is missing/],
    [["publish", "none.json", "--version", "1"], /none\.json.*no such file/],
    [["publish", "broken.json", "--version", "1"], /broken\.json/],
    [["publish", "array.json", "--version", "1"], /array\.json/],
    [["publish", "empty", "--version", "1"], /There is no Pact file in empty/],
    [["publish", "pact.json", "--version", "1\n2"], /cannot be the (consumerVersion|version)/],
    [["publish", "pact.json", "--version", "1", "--build-url", "javascript:1"], /cannot be the buildUrl/],
    [["publish", "pact.json", "other.json", "--version", "1"], /merge them into one file/],
    [["publish", "--results", "array.json"], /array\.json.*is no result of `tercet pact verify --json`/],
    [["publish", "--results", "shape.json"], /shape\.json at \/0\/pactDigest/],
    [["publish", "--results", "part.json"], /not every interaction of the pact was asked/],
    [["publish", "--results", "nothing.json"], /no interaction was asked/],
    [["publish", "--results", "lie.json"], /claims success, and an interaction failed/],
    [["publish", "--events", "broken.json"], /broken\.json/],
    [["publish", "--events", "events.ndjson"], /Nobody can tell which versions took part in scenario\/a/],
    [["publish", "--contract", "pact.json", "--version", "1"], /pact\.json/],
    [["record-deployment", "web@1", "--to", "a\nb"], /cannot name an environment/],
    [["record-deployment", "web@1", "--to", "production", "--ended"], /There is no environment "production"/],
    [["record-release", "@1", "--to", "production"], /names no version of a service/],
    [["serve"], /Nobody may use the broker yet/],
    [["serve", "--access", "array.json"], /array\.json is not valid/],
    [["serve", "--certificate", "array.json"], /HTTPS needs both/],
    [["gate", "web@1", "--to", "p", "--store", "postgres://u:secret@127.0.0.1:1/x"], /^(?!.*secret).*cannot be used/],
  ])("%j", async (argv, sentence) => {
    await mkdir(join(cwd, "empty"));
    await write("pact.json", pactDocument("web", "things"));
    await write("other.json", pactDocument("web", "things", 201));
    await write("broken.json", '{"consumer": ');
    await write("array.json", "[]");
    await write("shape.json", [{ consumer: "web" }]);
    const replay = (success: boolean, ...verdicts: readonly string[]) => ({
      pactDigest: "0".repeat(64),
      consumer: "web",
      provider: "things",
      providerVersion: "5",
      success,
      interactions: verdicts.map((verdict) => ({ description: "a thing", verdict })),
    });
    await write("part.json", replay(false, "pass"));
    await write("nothing.json", replay(true));
    await write("lie.json", replay(true, "fail"));
    await write("events.ndjson", log("scenario", "scenario/a", "pass"));
    const { code, out, error } = await tercet(...argv);
    expect(error).toMatch(sentence);
    expect(error).toMatch(/^tercet: [^\n]+\n$/);
    expect(error).not.toMatch(/defect of tercet/);
    expect([code, out]).toEqual([argv.includes("--store") ? 3 : 2, ""]);
    expect(await facts()).toEqual([]);
  });

  test("a version that was never published, with those that were", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1.0.0");
    await tercet("record-deployment", "things@5", "--to", "production");
    const { code, error } = await tercet("gate", "web@1.0.1", "--to", "production");
    expect([code, error]).toEqual([2, expect.stringContaining("web@1.0.1 was never published: of it there is 1.0.0")]);
    expect((await tercet("gate", "things@5", "--to", "production")).code).toBe(2);
    expect((await tercet("gate", "web@1.0.0", "--to", "prodction")).error).toContain("known: production");
  });

  test("changed content under a version that was published", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1");
    await write("pact.json", pactDocument("web", "things", 201));
    const before = await facts();
    const { code, error } = await tercet("publish", "pact.json", "--version", "1");
    expect([code, error]).toEqual([2, expect.stringContaining("publish it under a new version")]);
    expect(await facts()).toEqual(before);
  });

  test("contradictory pacts that two branches published under one version", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("record-deployment", "things@5", "--to", "production");
    const file = "contracts/facts/services/web/versions/1.ndjson";
    const lines = await readFile(join(cwd, file), "utf8");
    await write(file, lines + lines.replace(/"digest":"\w{4}/, '"digest":"beef'));
    const { code, error } = await tercet("gate", "web@1", "--to", "production");
    expect([code, error]).toEqual([2, expect.stringContaining("holds different pacts of web@1 for things")]);
  });

  test("a pact in the ledger that was changed by hand is not trusted", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await write("openapi.json", contract({}));
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("publish", "--contract", "openapi.json", "--version", "5");
    await tercet("record-deployment", "things@5", "--to", "production");
    const folder = join(cwd, "contracts/facts/content");
    for (const name of await readdir(folder)) {
      await writeFile(join(folder, name), (await readFile(join(folder, name), "utf8")).replace("a thing", "another"));
    }
    const { code, error } = await tercet("gate", "web@1", "--to", "production");
    expect([code, error]).toEqual([2, expect.stringContaining("was changed after it was published")]);
  });
});

test("environments of the configuration are known to the gate; what is kept stands where it says", async () => {
  await write(
    "tercet.config.ts",
    'export default { environments: { staging: { services: {} } }, broker: { store: "ledger-of-facts" } };\n',
  );
  await write("pact.json", pactDocument("web", "things"));
  await tercet("publish", "pact.json", "--version", "1");
  expect(await readdir(join(cwd, "ledger-of-facts"))).toContain("content");
  expect((await tercet("gate", "web@1", "--to", "staging")).code).toBe(3);
});
