import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runToEnd, tercetProgram } from "../child.ts";
import { type Behaviour, startCarts } from "./provider.ts";
import { writeStockV3, writeStockV4 } from "./stock-pacts.ts";

let folder: string;
const files = new Map<string, string>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-stock-"));
  files.set("V4", await writeStockV4(folder)).set("V3", await writeStockV3(folder));
});
afterAll(() => rm(folder, { recursive: true }));

async function verify(version: string, behaviour: Behaviour) {
  const carts = await startCarts(behaviour);
  try {
    const { url, stateUrl } = carts;
    const providerOptions = ["--url", url, "--state-url", stateUrl, "--message-url", `${url}/messages`];
    const { exitCode, output } = await runToEnd(tercetProgram, [
      ...["pact", "verify", files.get(version) ?? "", ...providerOptions],
    ]);
    return { exitCode, output, states: carts.states };
  } finally {
    await carts.stop();
  }
}

describe.each(["V3", "V4"])("a pact that stock Pact %s wrote", (version) => {
  test("is verified by tercet pact verify, with its states and their parameters", async () => {
    const { exitCode, output, states } = await verify(version, "correct");
    expect(output).toContain("Passed");
    expect(exitCode).toBe(0);
    expect(states).toContainEqual({ name: "a cart is there", params: { id: "c-42" } });
  });

  test("fails where the provider sends another type", async () => {
    const { exitCode, output } = await verify(version, "price-as-text");
    expect(exitCode).toBe(1);
    expect(output).toContain("totalCents");
  });

  test("fails where the provider knows no cart", async () => {
    expect((await verify(version, "no-carts")).exitCode).toBe(1);
  });
});
