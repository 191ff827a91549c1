import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { pactDocument } from "../../broker/testing/broker.ts";
import { eventLog, ledgerProject, thingsContract } from "../testing/ledger-project.ts";

const { tercet, write, results } = ledgerProject();

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
    await write("openapi.json", thingsContract(schema));
    expect((await tercet("publish", "--contract", "openapi.json", "--version", "5")).code).toBe(0);
    const open = await tercet("gate", "things@5", "--to", "production");
    expect(open.code).toBe(3);
    expect(open.out).toContain("nobody showed that things@5 keeps its contract");
    await write("events.ndjson", eventLog("guarantee", "verify/things/output-validation", "pass"));
    expect((await tercet("publish", "--events", "events.ndjson", "--with", "things@5")).code).toBe(0);
    const yes = await tercet("gate", "things@5", "--to", "production");
    expect([yes.code, yes.out]).toEqual([0, expect.stringContaining("static comparison: fits")]);
  });

  test("a pact that the contract cannot serve fails a provider that served it before, with the witness", async () => {
    await write("openapi.json", thingsContract(schema));
    await tercet("publish", "--contract", "openapi.json", "--version", "4", "--branch", "main");
    await tercet("publish", "--results", await results("4", true));
    await tercet("record-deployment", "things@4", "--to", "production");
    await write(
      "next.json",
      thingsContract({ type: "object", required: ["id"], properties: { id: { type: "integer" } } }),
    );
    await tercet("publish", "--contract", "next.json", "--version", "5");
    const no = await tercet("gate", "things@5", "--to", "production", "--json");
    expect(no.code).toBe(1);
    expect(JSON.parse(no.out)).toMatchObject({
      integrations: [{ verdict: "broken", evidence: [{ kind: "static", success: false }, { kind: "containment" }] }],
      changes: [{ replaced: "things@4", change: { effect: "breaking" }, breaks: ["web@1"] }],
    });
  });

  test("a failed scenario of this version speaks against it", async () => {
    await write("events.ndjson", eventLog("scenario", "scenario/thing-is-there", "fail", "production"));
    expect((await tercet("publish", "--events", "events.ndjson")).code).toBe(0);
    const no = await tercet("gate", "web@1", "--to", "production");
    expect(no.code).toBe(1);
    expect(no.out).toContain("scenario/thing-is-there in production failed with web@1: It was not there.");
  });
});

describe("messages", () => {
  const asyncapi = (payload: object) => ({
    asyncapi: "3.0.0",
    info: { title: "Things", version: "1.0.0" },
    "x-tercet": { service: "things" },
    channels: { made: { address: "things.made", messages: { made: { payload } } } },
    operations: { tellMade: { action: "send", channel: { $ref: "#/channels/made" } } },
  });
  const payload = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  beforeEach(async () => {
    await write("pact.json", {
      consumer: { name: "web" },
      provider: { name: "things" },
      messages: [{ description: "made", contents: { id: "1" }, matchingRules: { body: {} }, metadata: {} }],
      metadata: { pactSpecification: { version: "3.0.0" } },
    });
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("record-deployment", "web@1", "--to", "production");
    await write("asyncapi.json", asyncapi({ ...payload, properties: { id: { const: "1" } } }));
    await write("openapi.json", thingsContract({}));
    await write("events.ndjson", eventLog("guarantee", "verify/things/output-validation", "pass"));
  });
  const ask = async (version: string) => {
    await tercet("publish", "--events", "events.ndjson", "--with", `things@${version}`);
    const { code, out } = await tercet("gate", `things@${version}`, "--to", "production", "--json");
    return { code, ...JSON.parse(out) };
  };

  test("are compared with the message contract that the version published, beside that of HTTP", async () => {
    const files = ["--contract", "openapi.json", "--contract", "asyncapi.json"];
    const { code, out } = await tercet("publish", ...files, "--version", "5");
    expect([code, out]).toEqual([0, expect.stringMatching(/^contract of things@5 .*\nmessage contract of things@5 /)]);
    expect(await ask("5")).toMatchObject({
      code: 3,
      integrations: [{ verdict: "unknown", evidence: [{ kind: "static", success: true, uncompared: 0, messages: 1 }] }],
    });
  });

  test("are no evidence where only HTTP was published", async () => {
    await tercet("publish", "--contract", "openapi.json", "--version", "5");
    const open = await tercet("gate", "things@5", "--to", "production");
    expect([open.code, open.out]).toEqual([
      3,
      expect.stringContaining("of a kind that the provider's published contract"),
    ]);
  });

  test("that the new version no longer sends so break it, with the change", async () => {
    await tercet("publish", "--contract", "asyncapi.json", "--version", "4");
    await tercet("record-deployment", "things@4", "--to", "production");
    await write("asyncapi.json", asyncapi({ ...payload, properties: { id: { type: "integer" } } }));
    await tercet("publish", "--contract", "asyncapi.json", "--version", "5", "--branch", "main");
    expect(await ask("5")).toMatchObject({
      integrations: [{ evidence: [{ kind: "static", findings: [{ rule: "message.payload.incompatible" }] }] }],
      changes: [{ replaced: "things@4", change: { operations: ["tellMade"], effect: "breaking" } }],
    });
  });
});
