import { afterEach, describe, expect, it } from "vitest";
import { replayPact } from "./replay-pact.ts";
import { pactOf, sendJson, startProvider, type TestProvider } from "./testing.ts";

let provider: TestProvider | undefined;
afterEach(async () => {
  await provider?.close();
  provider = undefined;
});

const created = {
  type: "Asynchronous/Messages",
  description: "a thing was created",
  contents: { contentType: "application/json", encoded: false, content: { id: 7 } },
  metadata: { topic: "things" },
  matchingRules: { body: { "$.id": { combine: "AND", matchers: [{ match: "integer" }] } } },
};
const asked = {
  type: "Synchronous/Messages",
  description: "asks for a thing",
  request: { contents: { contentType: "application/json", encoded: false, content: { id: 7 } } },
  response: [{ contents: { contentType: "application/json", encoded: false, content: { name: "seven" } } }],
};

describe("messages over HTTP", () => {
  it("are asked for by their description, and compared with their metadata", async () => {
    provider = await startProvider((one, response) => {
      const { description } = JSON.parse(one.body) as { description: string };
      const metadata = Buffer.from(JSON.stringify({ topic: "things" })).toString("base64");
      if (description === asked.description) return sendJson(response, 200, { name: "seven" });
      response
        .writeHead(200, { "content-type": "application/json", "pact-message-metadata": metadata })
        .end('{"id":8}');
    });
    const result = await replayPact({ pact: pactOf(created, asked), messageUrl: `${provider.url}/messages` });
    expect(result.interactions.map(({ message, verdict }) => message ?? verdict)).toEqual(["pass", "pass"]);
    expect(provider.asked.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /messages", "POST /messages"]);
    expect(provider.asked.map(({ body }) => JSON.parse(body) as object)).toEqual(
      expect.arrayContaining([
        { description: "a thing was created", providerStates: [] },
        expect.objectContaining({ request: expect.objectContaining({ contents: { id: 7 } }) }),
      ]),
    );
  });

  it("fail where the provider refuses, and where the content is another one", async () => {
    provider = await startProvider((_one, response) => sendJson(response, 404, {}));
    const refused = await replayPact({ pact: pactOf(created), messageUrl: provider.url });
    expect(refused.interactions[0]).toMatchObject({ verdict: "fail", message: expect.stringContaining("404") });
    await provider.close();
    provider = await startProvider((_one, response) => sendJson(response, 200, { id: "seven" }));
    const wrong = await replayPact({ pact: pactOf(created), messageUrl: provider.url });
    expect(wrong.interactions[0]).toMatchObject({
      verdict: "fail",
      mismatches: expect.arrayContaining([expect.objectContaining({ path: "$.id" })]),
    });
  });
});

describe("messages by functions", () => {
  it("are made by the function of their description", async () => {
    const messages = {
      "a thing was created": () => ({ contents: { id: 1 }, metadata: { topic: "things" } }),
      "asks for a thing": ({ request }: { request?: { contents: unknown } }) => {
        expect(request?.contents).toEqual({ id: 7 });
        return { contents: { name: "seven" } };
      },
    };
    const result = await replayPact({ pact: pactOf(created, asked), messages });
    expect(result.interactions.map(({ message, verdict }) => message ?? verdict)).toEqual(["pass", "pass"]);
  });

  it("are inconclusive without a function, and fail where it throws", async () => {
    const missing = await replayPact({ pact: pactOf(created), messages: {} });
    expect(missing.interactions[0]).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringContaining("a thing was created"),
    });
    const throws = { "a thing was created": () => Promise.reject(new Error("no broker")) };
    const failed = await replayPact({ pact: pactOf(created), messages: throws });
    expect(failed.interactions[0]).toMatchObject({ verdict: "fail", message: expect.stringContaining("no broker") });
  });
});
