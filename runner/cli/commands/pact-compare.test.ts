import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../main.ts";

const root = join(import.meta.dirname, "../../..");
const carts = join(root, "contracts/consumers/carts");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-pact-compare-"));
  await pact("unknown.json", { request: { method: "GET", path: "/v2/products" }, response: { status: 200 } });
  await pact("open.json", {
    request: {
      method: "GET",
      path: "/v1/products",
      query: { colour: ["red"] },
      headers: { Authorization: ["Bearer x"] },
    },
    response: { status: 200 },
  });
  await pact("messages.json", { type: "Asynchronous/Messages", contents: { content: {} } });
});

afterAll(() => rm(folder, { recursive: true }));

async function pact(file: string, parts: object): Promise<void> {
  const interactions = [{ type: "Synchronous/HTTP", description: "asks", ...parts }];
  const metadata = { pactSpecification: { version: "4.0" } };
  const document = { consumer: { name: "web" }, provider: { name: "products" }, interactions, metadata };
  await writeFile(join(folder, file), JSON.stringify(document));
}

async function compare(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = [text(stdout), text(stderr)];
  const context = { cwd: root, env: {}, stdin: process.stdin, stdout, stderr, version: "0.0.0" };
  const code = await runCli(["pact", "compare", ...args], { ...context, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  const [out = "", err = ""] = await Promise.all(output);
  return { code, out, err };
}

describe("tercet pact compare", () => {
  it("ends with 0 where the consumer's pact fits the provider's contract", async () => {
    const { code, out } = await compare(join(carts, "products.pact.json"), "products@^1");
    expect({ code, out }).toEqual({ code: 0, out: "carts → products: 2 interactions, 0 errors, 0 warnings\n" });
  });

  it("ends with 1 and a line for each finding where it does not", async () => {
    const { code, out } = await compare(join(folder, "unknown.json"), "products");
    expect(code).toBe(1);
    expect(out).toContain('unknown.json#/interactions/0/request/path request.path-or-method.unknown "asks": ');
  });

  it("lets warnings pass, unless they are to fail too", async () => {
    expect(await compare(join(folder, "open.json"), "products")).toMatchObject({
      code: 0,
      out: expect.stringContaining("(warning)"),
    });
    const { code, out } = await compare(join(folder, "open.json"), "products", "--strict", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).pacts).toMatchObject([
      {
        consumer: "web",
        compared: 1,
        uncompared: 0,
        findings: [{ rule: "request.query.unknown", severity: "warning", operation: "listProducts" }],
      },
    ]);
  });

  describe("with AsyncAPI", () => {
    beforeAll(async () => {
      const payload = { type: "object", required: ["id"], properties: { id: { type: "string", minLength: 2 } } };
      const channels = { made: { address: "made", messages: { made: { payload } } } };
      const operations = { tellMade: { action: "send", channel: { $ref: "#/channels/made" } } };
      const asyncapi = { asyncapi: "3.0.0", info: { title: "Products", version: "1.0.0" }, channels, operations };
      await writeFile(join(folder, "asyncapi.json"), JSON.stringify(asyncapi));
    });
    const told = async (content: object, ...more: readonly object[]) => {
      const contents = { content, contentType: "application/json", encoded: false };
      const document = {
        consumer: { name: "web" },
        provider: { name: "products" },
        interactions: [{ type: "Asynchronous/Messages", description: "tellMade", contents }, ...more],
        metadata: { pactSpecification: { version: "4.0" } },
      };
      await writeFile(join(folder, "told.json"), JSON.stringify(document));
      return compare(join(folder, "told.json"), join(folder, "asyncapi.json"));
    };

    it("holds messages against the message contract", async () => {
      const refused = await told({ id: "x" });
      expect(refused.code).toBe(1);
      expect(refused.out).toContain('message.payload.incompatible "tellMade": ');
      expect(refused.out).toContain("web → products: 1 interaction, 1 error, 0 warnings");
    });

    it("says which interactions are of another kind", async () => {
      const http = {
        type: "Synchronous/HTTP",
        description: "asks",
        request: { method: "GET", path: "/" },
        response: {},
      };
      const { out } = await told({ id: "xx" }, http);
      expect(out).toContain("web → products: 1 interaction, 0 errors, ");
      expect(out).toContain("1 interaction of another kind not compared");
    });
  });

  it.each([
    ["no contract", [join(carts, "products.pact.json")], "the contract last"],
    ["an unknown contract", [join(carts, "products.pact.json"), "nothing"], '"nothing"'],
    ["a pact that is not there", ["missing.json", "products"], "missing.json"],
    ["a contract in place of a pact", ["contracts/catalog/products/1.0.0/openapi.json", "products"], "openapi.json"],
    ["messages alone, of which nothing can be compared", ["MESSAGES", "products"], "nothing was compared"],
  ])("ends with 2 and one sentence for %s", async (_title, args, sentence) => {
    const { code, out, err } = await compare(
      ...args.map((arg) => (arg === "MESSAGES" ? join(folder, "messages.json") : arg)),
    );
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
  });
});
