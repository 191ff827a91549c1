import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import { openEnvironment } from "../environments/resolve.ts";
import { thingsContract } from "./fixtures/things-contract.ts";
import { startThings, type ThingsProvider } from "./fixtures/things-provider.ts";
import { recoverLedgers } from "./ledger-recovery.ts";
import { scenarioTargets } from "./scenario-targets.ts";

const repository = new URL("../../", import.meta.url);
let directory: string;
let things: ThingsProvider;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-kill-"));
  things = await startThings();
  const kit = new URL("suites/kit/scenario.ts", repository).href;
  await writeFile(
    join(directory, "things.json"),
    JSON.stringify({ ...thingsContract, "x-tercet": { service: "things" } }),
  );
  await writeFile(
    join(directory, "tercet.config.ts"),
    `export default {
      scenarios: "scenarios",
      environments: { test: { services: { things: { urls: [${JSON.stringify(things.url)}], contract: "things.json" } } } },
    };`,
  );
  await mkdir(join(directory, "scenarios"));
  await writeFile(
    join(directory, "scenarios", "makes-things.ts"),
    `import { scenario } from ${JSON.stringify(kit)};
    export default scenario({
      id: "makes-things", title: "Things are made", capability: "making", uses: { things: "^1" }, as: "maker",
      async run({ things }) {
        await things.createThing({ size: 1 });
        await things.createThing({ size: 2 });
      },
    });`,
  );
});
afterEach(async () => {
  await things.stop();
  await rm(directory, { recursive: true });
});

function startTercet() {
  const bin = new URL("bin/tercet.js", repository).pathname;
  const child = spawn(process.execPath, [bin, "run", "--environment", "test", "--json"], { cwd: directory });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return { child, exit: once(child, "close").then(([code]) => ({ code, stdout, stderr })) };
}
const ledgers = () => readdir(join(directory, ".tercet", "ledger", "test"));
const isIn = (id: string) => things.things.has(id);

test("what a killed run left is cleaned by the next one, also what it got no answer for", async () => {
  things.moods.holdsSize = 2;
  const killed = startTercet();
  await things.held();
  const left = [...things.things.keys()];
  expect(left).toHaveLength(2);

  // While it lives, nobody else touches what it made.
  const config = await loadConfig(directory);
  const { environment } = await openEnvironment(config, "test", {
    signal: new AbortController().signal,
    progress: () => {},
  });
  const targets = await scenarioTargets(config, environment);
  expect(await recoverLedgers(targets, { environment: "test", state: config.state, version: "0.0.0" })).toBeUndefined();
  expect(left.every(isIn)).toBe(true);

  killed.child.kill("SIGKILL");
  await killed.exit;
  expect(await ledgers()).toHaveLength(1);

  delete things.moods.holdsSize;
  const next = await startTercet().exit;
  expect(next).toMatchObject({ code: 0, stderr: "" });
  expect(next.stdout).toContain('"verdict": "pass"');
  expect(left.some(isIn)).toBe(false);
  expect(things.things.size).toBe(0);
  expect(await ledgers()).toEqual([]);
});

test("an interrupted run cleans before it ends", async () => {
  things.moods.holdsSize = 2;
  const interrupted = startTercet();
  await things.held();
  delete things.moods.holdsSize;
  interrupted.child.kill("SIGINT");
  // The held request gets no answer; closing it stands for a service that is restarted.
  things.closeHeld();
  const { code } = await interrupted.exit;
  expect(code).toBe(3);
  expect(things.things.size).toBe(0);
  expect(await ledgers()).toEqual([]);
});
