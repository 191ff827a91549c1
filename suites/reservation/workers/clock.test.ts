import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clockShiftOf, createWorkerClock } from "./clock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-clock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a Node program sees the time of day shifted as it runs, and timers and the monotonic clock as they are", async () => {
  const clock = await createWorkerClock(join(folder, "w1"), clockShiftOf(process.execPath));
  const program = `
    const started = performance.now();
    process.stdin.on("data", () => {
      const seen = { now: Date.now(), made: new Date().getTime(), said: Date.parse(Date()), fixed: new Date(5).getTime(),
        isDate: new Date() instanceof Date, monotonic: performance.now() - started };
      setTimeout(() => process.stdout.write(JSON.stringify(seen) + "\\n"), 1);
    });`;
  const child = spawn(process.execPath, ["--eval", program], {
    env: { ...process.env, ...clock.env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const look = async () => {
    child.stdin.write("\n");
    return JSON.parse((await lines.next()).value ?? "");
  };
  try {
    for (const offsetSeconds of [0, 3600, -3600]) {
      await clock.set(offsetSeconds);
      // What was read of the file before may still be used for a few milliseconds.
      const error = async () => Math.abs((await look()).now - Date.now() - offsetSeconds * 1000);
      await expect.poll(error).toBeLessThan(60_000);
      const seen = await look();
      expect(Math.abs(seen.made - seen.now)).toBeLessThan(1_000);
      expect(Math.abs(seen.said - seen.now)).toBeLessThan(2_000);
      expect(seen).toMatchObject({ fixed: 5, isDate: true });
      expect(seen.monotonic).toBeLessThan(600_000);
    }
  } finally {
    child.kill();
    await once(child, "close");
  }
});

test("another program needs libfaketime", () => {
  expect(clockShiftOf("/usr/bin/python3")).toBe(process.env.TERCET_FAKETIME === undefined ? undefined : "libfaketime");
  expect(clockShiftOf("npx")).toBe("preload");
});
