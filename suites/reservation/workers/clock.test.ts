import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorkerClock } from "./clock.ts";
import type { ContainerCommand } from "./command.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-clock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a Node program sees the time of day shifted as it runs, and timers and the monotonic clock as they are", async () => {
  const clock = await createWorkerClock(join(folder, "w1"), { how: "preload", nodeOptions: undefined });
  const program = `
    const started = performance.now();
    process.stdin.on("data", () => {
      const seen = { now: Date.now(), made: new Date().getTime(), said: Date.parse(Date()), fixed: new Date(5).getTime(),
        isDate: new Date() instanceof Date, monotonic: performance.now() - started };
      setTimeout(() => process.stdout.write(JSON.stringify(seen) + "\\n"), 1);
    });`;
  const child = spawn(process.execPath, ["--eval", program], {
    env: { ...process.env, ...clock.applyTo({ program: process.execPath, args: [], env: {} }).env },
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

test("a container finds at places of its own what a process finds here", async () => {
  const clock = await createWorkerClock(join(folder, "w1"), { how: "preload", nodeOptions: "--max-old-space-size=64" });
  const command = clock.applyTo({ image: "worker", args: [], env: { COLOUR: "red" }, mounts: { "/data": "/srv" } });
  const { env, mounts = {} } = command as ContainerCommand;
  expect(env).toMatchObject({ COLOUR: "red", TERCET_CLOCK_FILE: "/run/tercet/clock/offset" });
  expect(env.NODE_OPTIONS).toMatch(/^--max-old-space-size=64 .*--import=file:\/\/\/run\/tercet\/clock-shift\.m[jt]s$/);
  expect(Object.keys(mounts)).toEqual(["/data", "/run/tercet/clock", expect.stringMatching(/clock-shift\.m[jt]s$/)]);
  for (const [place, source] of Object.entries(mounts)) if (place !== "/data") await access(source);
});

test("the file holds a whole offset at each moment, for anybody to read", async () => {
  const clock = await createWorkerClock(join(folder, "w1"), undefined);
  const { env } = clock.applyTo({ program: "worker", args: [], env: {} });
  expect(Object.keys(env)).toEqual(["TERCET_CLOCK_FILE"]);
  const file = env.TERCET_CLOCK_FILE ?? "";
  for (const [offsetSeconds, text] of [
    [0, "+0s\n"],
    [90, "+90s\n"],
    [-5, "-5s\n"],
  ] as const) {
    await clock.set(offsetSeconds);
    expect(await readFile(file, "utf8")).toBe(text);
    expect((await stat(file)).mode & 0o777).toBe(0o644);
  }
});
