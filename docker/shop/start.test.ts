import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startShop } from "./start.ts";

let directory: string;
const mains: ChildProcess[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-start-"));
});
afterEach(async () => {
  for (const main of mains.splice(0)) main.kill("SIGKILL");
  await rm(directory, { recursive: true, force: true });
});

/** Identity, two data centres of four services, and the two carts that look for products at a stand-in. */
const processes = 11;

const quiet = () => {};
const never = () => new AbortController().signal;

/** Runs `main.ts` as a person would, until it says that the shop is up. */
async function runMain(): Promise<ChildProcess> {
  const main = spawn(
    process.execPath,
    ["--no-warnings", fileURLToPath(new URL("./main.ts", import.meta.url)), directory],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  mains.push(main);
  for await (const chunk of main.stdout as NonNullable<typeof main.stdout>) {
    if (String(chunk).includes("Stop it with Ctrl-C.")) return main;
  }
  throw new Error("main.ts ended too early");
}

/** Processes whose environment names the folder of this test: services of its shop. */
async function shopProcesses(): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const matching = pids.map(async (pid) => {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    return environment.includes(`SECRETS=${directory}/`) ? [pid] : [];
  });
  return (await Promise.all(matching)).flat();
}

test("another process uses a shop that runs, and does not stop it; SIGINT stops it all and removes the secrets", async () => {
  const main = await runMain();
  expect(await shopProcesses()).toHaveLength(processes);
  const other = await startShop({ directory, signal: never(), progress: quiet });
  expect(Object.keys(other.environment.services)).toEqual(["customers", "products", "carts", "orders"]);
  await other.stop();
  expect(await shopProcesses()).toHaveLength(processes);
  main.kill("SIGINT");
  await once(main, "exit");
  expect(await shopProcesses()).toEqual([]);
  expect((await readdir(directory)).sort()).toEqual(["logs"]);
});

test("when the process that started it is killed, nothing is left running", async () => {
  const main = await runMain();
  main.kill("SIGKILL");
  await once(main, "exit");
  await expect.poll(shopProcesses, { timeout: 15_000, interval: 200 }).toEqual([]);
  // What it left in the folder tells of a shop that is gone; a new one starts.
  const shop = await startShop({ directory, signal: never(), progress: quiet });
  expect(await shopProcesses()).toHaveLength(processes);
  await shop.stop();
  expect(await shopProcesses()).toEqual([]);
});

test("a start that is aborted leaves nothing running", async () => {
  const interruption = new AbortController();
  const started = startShop({
    directory,
    signal: interruption.signal,
    progress: (message) => {
      if (message.startsWith("Starting customers")) setTimeout(() => interruption.abort(new Error("enough")), 300);
    },
  });
  await expect(started).rejects.toThrow("enough");
  expect(await shopProcesses()).toEqual([]);
});
