import { afterEach, describe, expect, it } from "vitest";
import { type ReplayOptions, replayPact } from "./replay-pact.ts";
import { type Asked, httpInteraction, pactOf, sendJson, startProvider, type TestProvider } from "./testing.ts";

let provider: TestProvider | undefined;
afterEach(async () => {
  await provider?.close();
  provider = undefined;
});

const states = [{ name: "a thing exists", params: { id: 7 } }, { name: "it is new" }];

/** A provider that has a thing only while its state says so. */
function withRoute(stateAnswer: (asked: Asked) => { status: number; body?: unknown } = () => ({ status: 200 })) {
  const present = new Set<string>();
  return startProvider((asked, response) => {
    if (asked.url === "/states") {
      const { state, action } = JSON.parse(asked.body);
      const { status, body = {} } = stateAnswer(asked);
      if (status === 200 && action === "setup") present.add(state);
      if (action === "teardown") present.delete(state);
      return sendJson(response, status, body);
    }
    sendJson(response, present.size === 2 ? 200 : 404, { id: 7, name: "seven" });
  });
}

async function replay(
  options: Partial<ReplayOptions> = {},
  interactions = [httpInteraction({ providerStates: states })],
) {
  provider ??= await withRoute();
  return replayPact({
    pact: pactOf(...interactions),
    url: provider.url,
    stateUrl: `${provider.url}/states`,
    ...options,
  });
}

const calls = () =>
  (provider?.asked ?? [])
    .filter(({ url }) => url === "/states")
    .map(({ body }) => JSON.parse(body) as Record<string, unknown>);

describe("provider states over HTTP", () => {
  it("are set up in their order and torn down in reverse, in the form that stock Pact uses", async () => {
    expect((await replay()).success).toBe(true);
    expect(calls().map(({ state, action }) => `${action} ${state}`)).toEqual([
      "setup a thing exists",
      "setup it is new",
      "teardown it is new",
      "teardown a thing exists",
    ]);
    expect(calls()[0]).toEqual({
      consumer: "web",
      state: "a thing exists",
      states: ["a thing exists"],
      params: { id: 7 },
      action: "setup",
    });
  });

  it("make an interaction inconclusive where one is refused, and what was begun is torn down", async () => {
    provider = await withRoute(({ body }) => ({
      status: body.includes("it is new") && body.includes("setup") ? 500 : 200,
    }));
    const result = await replay();
    expect(result.interactions[0]).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringContaining('"it is new"'),
    });
    expect(calls().map(({ action }) => action)).toEqual(["setup", "setup", "teardown", "teardown"]);
    expect(provider.asked.some(({ url }) => url === "/things/7")).toBe(false);
  });

  it("are torn down also where the answer is wrong", async () => {
    const wrong = httpInteraction({ providerStates: states, response: { status: 201 } });
    expect((await replay({}, [wrong])).interactions[0]?.verdict).toBe("fail");
    expect(calls().filter(({ action }) => action === "teardown")).toHaveLength(2);
  });

  it("that cannot be torn down are told apart from the verdict", async () => {
    provider = await withRoute(({ body }) => ({ status: body.includes("teardown") ? 500 : 200 }));
    const outcomes: unknown[] = [];
    await replay({
      around: async (_planned, run) => {
        const outcome = await run();
        outcomes.push(outcome);
        return outcome;
      },
    });
    expect(outcomes).toMatchObject([
      { verdict: "pass", cleanup: { verdict: "inconclusive", message: expect.stringContaining("torn down") } },
    ]);
  });

  it("never overlap, unless they are said to be independent", async () => {
    const many = Array.from({ length: 4 }, (_, index) =>
      httpInteraction({ description: `${index}`, request: { query: { n: [`${index}`] } }, providerStates: states }),
    );
    await replay({}, many);
    const order = calls()
      .map(({ action }) => (action === "setup" ? "s" : "t"))
      .join("");
    expect(order).toBe("sstt".repeat(4));
  });

  it("without a route are no silent pass", async () => {
    const result = await replay({ stateUrl: undefined });
    expect(result.interactions[0]).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringContaining('"a thing exists"'),
    });
    expect(provider?.asked).toEqual([]);
  });
});

describe("provider states by functions", () => {
  it("are given their parameters, set up and torn down", async () => {
    const done: unknown[] = [];
    const result = await replay({
      stateUrl: undefined,
      send: () => Response.json({ id: 7, name: "seven" }),
      states: {
        "a thing exists": {
          setup: (params) => done.push(["setup", params]),
          teardown: (params) => done.push(["teardown", params]),
        },
        "it is new": () => done.push(["new"]),
      },
    });
    expect(result.success).toBe(true);
    expect(done).toEqual([["setup", { id: 7 }], ["new"], ["teardown", { id: 7 }]]);
  });

  it("say which one is missing or fails", async () => {
    const missing = await replay({ states: { "a thing exists": () => {} } });
    expect(missing.interactions[0]).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringContaining('"it is new"'),
    });
    const failing = await replay({ states: { "a thing exists": () => Promise.reject(new Error("no database")) } });
    expect(failing.interactions[0]).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringContaining("no database"),
    });
  });
});
