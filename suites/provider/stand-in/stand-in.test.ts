import { Agent, fetch } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseContract } from "../../../contracts/index.ts";
import { createAuthority } from "../../../docker/index.ts";
import type { StandInMode } from "../../kit/stand-in.ts";
import { printersDocument } from "../broken/arrangements/printers/client.ts";
import { createStandIn, type OwnStandIn } from "./stand-in.ts";

const contract = await parseContract(printersDocument, "printers.json");
const tls = await (await createAuthority()).issue({ dns: ["localhost"], ip: ["127.0.0.1"] });
const authorization = "Bearer a-token";
const target = "/v1/layouts?text=up";

let agent: Agent;
let standIn: OwnStandIn;
const ask = (path = target, headers: Record<string, string> = { authorization }, milliseconds = 10_000) =>
  fetch(standIn.url + path, { headers, dispatcher: agent, signal: AbortSignal.timeout(milliseconds) });

beforeAll(() => {
  agent = new Agent({ connect: { rejectUnauthorized: false } });
});
afterAll(() => agent.destroy());

describe.each(["http", "https"])("a stand-in over %s", (scheme) => {
  beforeEach(async () => {
    standIn = createStandIn({
      ...{ service: "printers", contract, seed: 1, host: "127.0.0.1", port: 0 },
      ...(scheme === "https" ? { tls } : {}),
    });
    await standIn.start();
  });
  afterEach(() => standIn.stop());

  test("answers by the contract, and tells what was asked", async () => {
    const recording = standIn.record();
    const answer = await ask();
    expect(await answer.json()).toEqual({ text: "This side up", lines: 1 });
    expect(recording.arrivals).toMatchObject([{ method: "GET", target, operation: "getLayout", refusal: undefined }]);
    recording.stop();
    await ask();
    expect(recording.arrivals).toHaveLength(1);
  });

  test.each([
    [target, {}, "credentials"],
    ["/v1/layouts", { authorization }, "query-parameter"],
    ["/v2/layouts", { authorization }, "path"],
  ])("says why %s with %j is not what the contract allows", async (path, headers, rule) => {
    const recording = standIn.record();
    expect((await ask(path, headers as Record<string, string>)).status).toBeGreaterThanOrEqual(400);
    expect(recording.arrivals[0]?.refusal?.rule).toBe(rule);
  });

  test.each([
    ["unavailable", 503, "2"],
    ["throttling", 429, "2"],
    ["erring", 500, null],
  ] as const)("is %s with %i", async (mode, status, retryAfter) => {
    await standIn.setMode(mode);
    const answer = await ask();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([status, retryAfter]);
  });

  test.each(["slow", "dead", "reset", "cut", "garbled"] satisfies StandInMode[])(
    "gives no whole answer when it is %s, and is well again after",
    async (mode) => {
      await ask();
      await standIn.setMode(mode);
      const impatient = () => ask(target, { authorization }, 400).then((answer) => answer.text());
      for (let count = 0; count < 2; count++) await expect(impatient()).rejects.toThrow();
      await standIn.setMode("healthy");
      await expect
        .poll(() =>
          ask().then(
            ({ status }) => status,
            () => 0,
          ),
        )
        .toBe(200);
    },
  );

  test("gives a page, and JSON that ends too early, where it is told to", async () => {
    await standIn.setMode("page");
    expect((await ask()).headers.get("content-type")).toContain("text/html");
    await standIn.setMode("broken");
    const answer = await ask();
    expect(answer.headers.get("content-type")).toBe("application/json");
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  test("breaks the contract in another way each time, and tells which", async () => {
    await standIn.setMode("unlawful");
    const recording = standIn.record();
    const bodies = new Set<string>();
    for (let count = 0; count < 6; count++) bodies.add(await (await ask()).text());
    expect(bodies.size).toBe(6);
    for (const { unlawful } of recording.arrivals) expect(bodies).toContain(JSON.stringify(unlawful?.value));
  });
});

test("says which address cannot be had", async () => {
  const first = createStandIn({ service: "printers", contract, seed: 1, host: "127.0.0.1", port: 0 });
  await first.start();
  const port = Number(new URL(first.url).port);
  const second = createStandIn({ service: "printers", contract, seed: 1, host: "127.0.0.1", port });
  await expect(second.start()).rejects.toMatchObject({
    code: "surroundings",
    message: expect.stringContaining(`port ${port}`),
  });
  await first.stop();
  await second.start();
  await second.stop();
});
