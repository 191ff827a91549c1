import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Verifier } from "@pact-foundation/pact";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peerProgram, runToEnd, type Server, startServer, tercetProgram } from "../child.ts";
import { type Behaviour, startCarts } from "./provider.ts";
import { writeStockV3 } from "./stock-pacts.ts";

const consumer = "stock-old-shop";
const secret = "a-long-secret-of-the-pipeline";

let folder: string;
let broker: Server;
let pact: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-broker-"));
  pact = await writeStockV3(folder);
  const access = join(folder, "access.json");
  const digest = createHash("sha256").update(secret).digest("hex");
  await writeFile(access, JSON.stringify({ clients: [{ name: "ci", role: "write", secret: `sha256-${digest}` }] }));
  const place = ["--store", join(folder, "facts"), "--access", access, "--port", "0"];
  broker = await startServer(tercetProgram, ["serve", ...place]);
});
afterAll(async () => {
  await broker.stop();
  await rm(folder, { recursive: true });
});

/** Runs the stock command line for a Pact Broker. */
async function stock(...args: readonly string[]) {
  const program = peerProgram("@pact-foundation/pact-cli/bin/pact-broker.js");
  const { exitCode, output, errors } = await runToEnd(program, [
    ...args,
    ...["--broker-base-url", broker.url, "--broker-token", secret],
  ]);
  return { exitCode, said: output + errors };
}

/** A provider's build: the stock verifier fetches the pacts of main branches, and publishes what it found. */
async function verifyAndPublish(providerVersion: string, behaviour: Behaviour) {
  const { url, stateUrl, stop } = await startCarts(behaviour);
  try {
    return await new Verifier({
      provider: "carts",
      providerBaseUrl: url,
      providerStatesSetupUrl: stateUrl,
      pactBrokerUrl: broker.url,
      pactBrokerToken: secret,
      consumerVersionSelectors: [{ mainBranch: true }],
      publishVerificationResult: true,
      providerVersion,
      providerVersionBranch: "main",
      logLevel: "error",
    }).verifyProvider();
  } finally {
    await stop();
  }
}

const canIDeploy = (service: string, version: string) =>
  stock("can-i-deploy", "--pacticipant", service, "--version", version, "--to-environment", "production");

// One story: each step needs what the ones before it left in the broker.
describe("stock clients of the Pact Broker at tercet serve", () => {
  test("are refused without a secret", async () => {
    const program = peerProgram("@pact-foundation/pact-cli/bin/pact-broker.js");
    const asked = ["list-latest-pact-versions", "--broker-base-url", broker.url];
    const { exitCode, output, errors } = await runToEnd(program, asked);
    expect(exitCode).not.toBe(0);
    expect(output + errors).toMatch(/401|unauthori[sz]ed/i);
  });

  test("publish a pact", async () => {
    const details = ["--consumer-app-version", "1.0.0", "--branch", "main"];
    const { exitCode, said } = await stock("publish", pact, ...details);
    expect(said).toContain(consumer);
    expect(exitCode).toBe(0);
  });

  test("create an environment", async () => {
    const options = ["--name", "production", "--display-name", "Production", "--production"];
    expect((await stock("create-environment", ...options)).exitCode).toBe(0);
  });

  test("fetch the pact, verify a provider that breaks it, and publish the failure", async () => {
    await expect(verifyAndPublish("1.0.0", "price-as-text")).rejects.toThrow();
  });

  test("fetch the pact, verify a provider that keeps it, and publish the success", async () => {
    await expect(verifyAndPublish("1.0.1", "correct")).resolves.toBeDefined();
  });

  test("are told that the consumer cannot be deployed where its provider is not", async () => {
    expect((await canIDeploy(consumer, "1.0.0")).exitCode).not.toBe(0);
  });

  test("record that the provider was deployed", async () => {
    const options = ["--pacticipant", "carts", "--version", "1.0.1", "--environment", "production"];
    const { exitCode, said } = await stock("record-deployment", ...options);
    expect(said).toContain("carts");
    expect(exitCode).toBe(0);
  });

  test("are told that the consumer can be deployed beside the provider that keeps its pact", async () => {
    const { exitCode, said } = await canIDeploy(consumer, "1.0.0");
    expect(said).toContain("carts");
    expect(exitCode).toBe(0);
  });

  test("are told that a provider that breaks the deployed consumer's pact cannot be", async () => {
    const options = ["--pacticipant", consumer, "--version", "1.0.0", "--environment", "production"];
    expect((await stock("record-deployment", ...options)).exitCode).toBe(0);
    expect((await canIDeploy("carts", "1.0.0")).exitCode).toBe(1);
    expect((await canIDeploy("carts", "1.0.1")).exitCode).toBe(0);
  });

  test("agree with the gate of this command line", async () => {
    const gate = (version: string) =>
      runToEnd(tercetProgram, ["gate", `carts@${version}`, "--to", "production", "--store", join(folder, "facts")]);
    expect((await gate("1.0.0")).exitCode).toBe(1);
    expect((await gate("1.0.1")).exitCode).toBe(0);
  });
});
