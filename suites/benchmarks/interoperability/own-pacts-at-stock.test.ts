import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Verifier } from "@pact-foundation/pact";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchers, parseContract } from "../../../contracts/index.ts";
import { createMock, createRecorder, startMockServer } from "../../index.ts";
import { cartsContract } from "./contract.ts";
import { type Behaviour, startCarts } from "./provider.ts";

const { eachLike, integer, like, possiblyEmpty, regex } = matchers;

let folder: string;
let file = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-own-"));
  file = await record(join(folder, "own-shop-carts.pact.json"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A consumer's test as it is written with the mock: requests over HTTP, and a file at the end. */
async function record(target: string): Promise<string> {
  const mock = createMock(await parseContract(cartsContract, "carts.json"));
  const recorder = createRecorder(mock, { consumer: "own-shop", part: "own-pacts-at-stock", fileOf: () => target });
  const server = await startMockServer(mock, { port: 0, host: "127.0.0.1" });
  const ask = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);
  try {
    const body = {
      id: regex("c-[0-9]+", "c-42"),
      totalCents: integer(100),
      voucher: null,
      items: possiblyEmpty(eachLike({ sku: like("bread"), pieces: integer(1) })),
    };
    mock.given("a cart is there", { id: "c-42" }).answers("getCart", { body });
    expect((await ask("/carts/c-42")).status).toBe(200);
    mock.reset();
    const empty = mock.given("a cart is there", { id: "c-43", items: [] });
    empty.answers("getCart", { body }).take("$.items is empty");
    expect((await ask("/carts/c-43")).status).toBe(200);
    mock.reset();
    mock.given("the shop is open").answers("createCart", { body: { owner: like("alice") } });
    await ask("/carts", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ owner: "bob" }),
    });
  } finally {
    await server.close();
  }
  const [written = ""] = await recorder.close();
  return written;
}

describe("a pact that was recorded here", () => {
  const verify = async (behaviour: Behaviour) => {
    const { url, stateUrl, stop } = await startCarts(behaviour);
    try {
      return await new Verifier({
        provider: "carts",
        providerBaseUrl: url,
        providerStatesSetupUrl: stateUrl,
        pactUrls: [file],
        logLevel: "error",
      }).verifyProvider();
    } finally {
      await stop();
    }
  };

  test("is verified by stock Pact's Verifier", async () => {
    await expect(verify("correct")).resolves.toBeDefined();
  });

  test("fails there where the provider sends another type", async () => {
    await expect(verify("price-as-text")).rejects.toThrow();
  });
});
