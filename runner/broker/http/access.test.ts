import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pactDocument, publication, secrets, startTestBroker, type TestBroker } from "../testing/broker.ts";
import { readAccess } from "./access.ts";
import { maximumBodyBytes } from "./body.ts";

let broker: TestBroker;
beforeAll(async () => {
  broker = await startTestBroker();
});
afterAll(() => broker.stop());

const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
const environment = (name: string) => ({ name, production: false });

describe("every request is authenticated", () => {
  test.each([
    ["no credentials", ""],
    ["an unknown token", "Bearer nobody-knows-this-secret"],
    ["the digest in place of the secret", `Bearer sha256-${"0".repeat(64)}`],
    ["a wrong secret", basic("writer", secrets.reader)],
    ["a secret under another name", basic("reader", secrets.writer)],
    ["a scheme that is not known", `Digest ${secrets.writer}`],
    ["credentials that are no Base64 of a pair", "Basic !!!!"],
  ])("%s is 401 on every path, known or not", async (_, authorization) => {
    for (const path of ["/", "/pacticipants", "/self-test", "/nothing"]) {
      const { status, headers, body } = await broker.send("GET", path, undefined, { authorization });
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toContain("Bearer");
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(JSON.stringify(body)).not.toContain("secret-of");
    }
  });

  test.each([
    ["a bearer token", `Bearer ${secrets.reader}`],
    ["HTTP Basic", basic("reader", secrets.reader)],
  ])("%s is taken", async (_, authorization) => {
    expect((await broker.send("GET", "/", undefined, { authorization })).status).toBe(200);
  });

  test("who may only read gets 403 for what writes, and nothing is written", async () => {
    const authorization = `Bearer ${secrets.reader}`;
    const refused = await broker.send("POST", "/environments", environment("read-only"), { authorization });
    expect(refused.status).toBe(403);
    expect((await broker.send("GET", "/environments")).body._embedded.environments).toEqual([]);
  });
});

describe("what cannot be used is refused as problem+json", () => {
  test.each([
    ["no JSON", "{", 400],
    ["another shape", { name: 7 }, 400],
    ["a name with a line break", environment("a\nb"), 400],
  ])("a body that is %s", async (_, body, status) => {
    const answer = await broker.send("POST", "/environments", body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body.errors).toHaveLength(1);
  });

  test("a stock client, which asks for HAL by name, gets what it did wrong in that type", async () => {
    const accept = "application/hal+json, application/json";
    const answer = await broker.send("POST", "/environments", {}, { accept });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/hal+json"]);
    const unknown = await broker.send("GET", "/", undefined, { accept, authorization: "Bearer nobody" });
    expect(unknown.headers.get("content-type")).toBe("application/problem+json");
  });

  test("a body of another media type is 415, an answer nobody wants 406", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await broker.send("POST", "/environments", "name=a", form)).status).toBe(415);
    expect((await broker.send("GET", "/", undefined, { accept: "text/html" })).status).toBe(406);
  });

  test("an unknown path is 404, a wrong method 405 with what is allowed, a broken encoding 400", async () => {
    expect((await broker.send("GET", "/nothing")).status).toBe(404);
    const wrong = await broker.send("PATCH", "/environments", {});
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect((await broker.send("GET", "/pacticipants/%E0%A4%A")).status).toBe(400);
  });

  test("a body that is too large is 413, and the connection is of no harm", async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { authorization: `Bearer ${secrets.writer}`, "content-type": "application/json" };
      const sent = request(`${broker.url}/environments`, { method: "POST", headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on("error", reject);
      sent.end(Buffer.alloc(maximumBodyBytes + 1, 32));
    });
    expect(status).toBe(413);
  });

  test("a pact with names that do not fit, or that is none, publishes nothing", async () => {
    const document = pactDocument("web", "things");
    const other = { ...publication("1", document), pacticipantName: "mobile" };
    expect((await broker.send("POST", "/contracts/publish", other)).status).toBe(400);
    const none = publication("1", { consumer: { name: "web" }, provider: { name: "things" } });
    expect((await broker.send("POST", "/contracts/publish", none)).status).toBe(400);
    expect((await broker.send("GET", "/pacticipants")).body.pacticipants).toEqual([]);
  });
});

test("who sends too much is told when to come back; who guesses is shut out", async () => {
  const small = await startTestBroker({ rates: { requestsPerSecond: 3, failuresPerMinute: 2 } });
  const answers = await Promise.all(Array.from({ length: 6 }, () => small.send("GET", "/")));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  const guess = () => small.send("GET", "/", undefined, { authorization: "Bearer wrong" });
  const statuses = [];
  for (let index = 0; index < 4; index++) statuses.push((await guess()).status);
  expect(statuses).toEqual([401, 401, 429, 429]);
  await small.stop();
});

test("the self-test is authenticated, speaks application/health+json, and fails when the ledger is out of reach", async () => {
  const well = await broker.send("GET", "/self-test");
  expect([well.status, well.body.status]).toEqual([200, "pass"]);
  expect(well.headers.get("content-type")).toContain("application/health+json");
  const cut = await startTestBroker({ store: { ...broker.store, read: () => Promise.reject(new Error("cut")) } });
  const ill = await cut.send("GET", "/self-test");
  expect([ill.status, ill.body.status]).toEqual([503, "fail"]);
  await cut.stop();
});

test("an access file that cannot be used is one sentence that shows no secret", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tercet-access-"));
  const file = join(folder, "access.json");
  await writeFile(file, JSON.stringify({ clients: [{ name: "ci", role: "write", secret: "in-clear" }] }));
  await expect(readAccess(file)).rejects.toMatchObject({
    code: "configuration",
    message: expect.stringMatching(/^(?!.*in-clear).*clients\.0\.secret: sha256-/),
  });
  await writeFile(file, "in-clear");
  await expect(readAccess(file)).rejects.toMatchObject({ message: expect.not.stringContaining("in-clear") });
  await rm(folder, { recursive: true });
});
