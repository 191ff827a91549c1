import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type ReplayOptions, replayPact } from "./replay-pact.ts";
import { httpInteraction, pactOf, sendJson, startProvider, type TestProvider } from "./testing.ts";

let provider: TestProvider | undefined;
afterEach(async () => {
  await provider?.close();
  provider = undefined;
});

type Answer = Parameters<typeof startProvider>[0];

const seven = { id: 7, name: "seven" };
const good: Answer = (_asked, response) => sendJson(response, 200, { ...seven, more: true });

/** Replays interactions against a provider that answers so; gives the result, and what the provider was asked. */
async function replay(answer: Answer, interactions: readonly object[], options: Partial<ReplayOptions> = {}) {
  provider = await startProvider(answer);
  const result = await replayPact({ pact: pactOf(...interactions), url: provider.url, ...options });
  return { result, asked: provider.asked, verdicts: result.interactions.map(({ verdict }) => verdict) };
}

describe("replayPact", () => {
  it("passes a provider that keeps the pact, and says more than is asked for", async () => {
    const { result, asked } = await replay(good, [httpInteraction()]);
    expect(result).toMatchObject({ consumer: "web", provider: "things", success: true });
    expect(result.interactions).toMatchObject([{ description: "asks for a thing", verdict: "pass", mismatches: [] }]);
    expect(asked).toMatchObject([{ method: "GET", url: "/things/7" }]);
  });

  it.each<[string, Answer, string]>([
    ["another status", (_, response) => sendJson(response, 500, seven), "status"],
    ["a missing member", (_, response) => sendJson(response, 200, { id: 7 }), "body"],
    ["a value of another type", (_, response) => sendJson(response, 200, { ...seven, id: "7" }), "body"],
    [
      "another media type",
      (_, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
      "content-type",
    ],
    [
      "a redirect, which is not followed",
      (_, response) => void response.writeHead(302, { location: "/things/7" }).end(),
      "status",
    ],
    ["no body", (_, response) => void response.writeHead(200, { "content-type": "application/json" }).end(), "body"],
    [
      "JSON that is none",
      (_, response) => void response.writeHead(200, { "content-type": "application/json" }).end("{"),
      "body",
    ],
  ])("fails a provider that answers with %s", async (_title, answer, part) => {
    const { result } = await replay(answer, [httpInteraction()]);
    expect(result.success).toBe(false);
    expect(result.interactions[0]).toMatchObject({ verdict: "fail" });
    expect(result.interactions[0]?.mismatches.map((one) => one.part)).toContain(part);
  });

  it.each<[string, Answer]>([
    ["closes the connection", (_, response) => void response.destroy()],
    ["sends more than is read", (_, response) => void response.writeHead(200).end(Buffer.alloc(5 * 1024 * 1024))],
    ["does not speak HTTP", (_, response) => void response.socket?.end("hello\r\n\r\n")],
  ])("fails a provider that %s", async (_title, answer) => {
    const { result } = await replay(answer, [httpInteraction()]);
    expect(result.interactions[0]).toMatchObject({ verdict: "fail", message: expect.stringMatching(/\.$/) });
  });

  it("is inconclusive where nobody answers", async () => {
    const gone = await startProvider(good);
    await gone.close();
    const result = await replayPact({ pact: pactOf(httpInteraction()), url: gone.url });
    expect(result).toMatchObject({ success: false, interactions: [{ verdict: "inconclusive" }] });
  });

  it("sends what the pact says: query, headers and body, but not what belonged to the test's connection", async () => {
    const request = {
      method: "POST",
      path: "/a b/ü",
      query: { tag: ["x y", "z"], flag: [""] },
      headers: { Host: ["mock:1234"], "Content-Length": ["3"], "X-Two": ["a", "b"] },
      body: { contentType: "application/json", encoded: false, content: { a: 1 } },
    };
    const { asked } = await replay(good, [httpInteraction({ request })]);
    expect(asked[0]).toMatchObject({ url: "/a%20b/%C3%BC?tag=x%20y&tag=z&flag=", body: '{"a":1}' });
    expect(asked[0]?.headers).toMatchObject({
      "content-type": "application/json",
      "x-two": "a, b",
      "content-length": "7",
    });
    expect(asked[0]?.headers.host).not.toBe("mock:1234");
  });

  it("compares binary bodies byte by byte", async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const body = { contentType: "image/png", encoded: "base64", content: bytes.toString("base64") };
    const response = { headers: { "Content-Type": ["image/png"] }, body };
    const answer =
      (sent: Buffer): Answer =>
      (_, out) =>
        void out.writeHead(200, { "content-type": "image/png" }).end(sent);
    expect((await replay(answer(bytes), [httpInteraction({ response })])).verdicts).toEqual(["pass"]);
    await provider?.close();
    expect((await replay(answer(Buffer.from([1])), [httpInteraction({ response })])).verdicts).toEqual(["fail"]);
  });

  it("asks for identical interactions once, and tells each of them the outcome", async () => {
    const interactions = [
      httpInteraction(),
      httpInteraction({ description: "asks again" }),
      httpInteraction({ description: "other", request: { path: "/other" } }),
    ];
    const { verdicts, asked } = await replay(good, interactions);
    expect(verdicts).toEqual(["pass", "pass", "pass"]);
    expect(asked.map(({ url }) => url).toSorted()).toEqual(["/other", "/things/7"]);
  });

  it("reports what fails and is pending, and lets it fail nothing", async () => {
    const bad: Answer = (_, response) => sendJson(response, 500, {});
    const { result } = await replay(bad, [httpInteraction({ pending: true })]);
    expect(result).toMatchObject({ success: true, interactions: [{ verdict: "skipped", pending: true }] });
    expect(result.interactions[0]?.message).toContain("pending");
    expect(result.interactions[0]?.mismatches).not.toEqual([]);
  });

  it("refuses to verify nothing", async () => {
    const nothing = { pact: pactOf(), url: "http://127.0.0.1:1" };
    await expect(replayPact(nothing)).rejects.toMatchObject({ code: "contract" });
    const missed = { pact: pactOf(httpInteraction()), url: "http://127.0.0.1:1", select: { filter: "no such words" } };
    await expect(replayPact(missed)).rejects.toMatchObject({ code: "usage" });
  });

  it("replays what is selected alone, and calls a part no success of the whole", async () => {
    const interactions = [
      httpInteraction({ description: "one", key: "k1" }),
      httpInteraction({ description: "two", request: { path: "/2" } }),
      httpInteraction({ description: "three", request: { path: "/3" }, providerStates: [{ name: "is there" }] }),
    ];
    const chosen = async (select: ReplayOptions["select"]) => {
      const { result } = await replay(good, interactions, { select, states: "given" });
      await provider?.close();
      expect(result.success).toBe(false);
      return result.interactions.map(({ description }) => description);
    };
    expect(await chosen({ filter: "T" })).toEqual(["two", "three"]);
    expect(await chosen({ interaction: "k1" })).toEqual(["one"]);
    expect(await chosen({ interaction: "two" })).toEqual(["two"]);
    expect(await chosen({ interaction: "/interactions/2" })).toEqual(["three"]);
    expect(await chosen({ state: "is there" })).toEqual(["three"]);
  });

  it("ends what is under way when it is interrupted, and tells what was not asked", async () => {
    const interruption = new AbortController();
    const hangs: Answer = () => interruption.abort(new Error("Interrupted."));
    const interactions = [httpInteraction(), httpInteraction({ description: "later", request: { path: "/2" } })];
    const options = { signal: interruption.signal, concurrency: 1 };
    const { result, asked } = await replay(hangs, interactions, options);
    expect(result.interactions).toMatchObject([
      { verdict: "inconclusive", message: "Interrupted." },
      { verdict: "inconclusive", message: "Interrupted." },
    ]);
    expect(asked).toHaveLength(1);
  });

  it("asks a function instead of a URL", async () => {
    const send = async (request: Request) => Response.json({ ...seven, path: new URL(request.url).pathname });
    const result = await replayPact({ pact: pactOf(httpInteraction()), send });
    expect(result.success).toBe(true);
    const throws = await replayPact({ pact: pactOf(httpInteraction()), send: () => Promise.reject(new Error("oops")) });
    expect(throws.interactions[0]).toMatchObject({ verdict: "fail", message: expect.stringContaining("oops") });
  });

  it("lets so many interactions be under way at once, and no more", async () => {
    let underWay = 0;
    let most = 0;
    const counts: Answer = async (_asked, response) => {
      most = Math.max(most, ++underWay);
      await sleep(5);
      underWay--;
      sendJson(response, 200, seven);
    };
    const interactions = Array.from({ length: 12 }, (_, index) =>
      httpInteraction({ description: `${index}`, request: { path: `/${index}` } }),
    );
    await replay(counts, interactions, { concurrency: 3 });
    expect(most).toBe(3);
  });
});
