import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type StartedDatabase, startDatabase } from "../../docker/index.ts";
import { openStore } from "../store/store.ts";
import { startDispatcher } from "./dispatch.ts";

let database: StartedDatabase;
beforeAll(async () => {
  database = await startDatabase("postgres", { how: "embedded" });
});
afterAll(() => database?.stop());

const dispatcher = (environment: string, run: (assignment: { id: string; scenario: string }) => Promise<void>) =>
  startDispatcher({
    store: database.url,
    environment,
    location: "dc1",
    concurrency: 2,
    timeoutSeconds: 5,
    run,
    onError: (error) => expect.fail(error.message),
  });

describe("a dispatcher on PostgreSQL", () => {
  test("hands out one run a period, however many monitors ask", async () => {
    const runs: string[] = [];
    const take = (name: string) => async () => void runs.push(name);
    const monitors = await Promise.all([dispatcher("once", take("first")), dispatcher("once", take("second"))]);
    for (const monitor of monitors) await monitor.schedule("order", 31_536_000);
    // A request comes after the scheduled ones: when it was run, those before it were.
    const id = await monitors[0]?.request("order");
    expect(id).toBeTypeOf("string");
    await vi.waitFor(() => expect(runs.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
    await Promise.all(monitors.map((monitor) => monitor.stop()));
    expect(runs.length).toBe(2);
  });

  test("stop waits for the run under way", async () => {
    const events: string[] = [];
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const monitor = await dispatcher("graceful", async () => {
      started.resolve();
      await release.promise;
      events.push("run ended");
    });
    await monitor.request("order");
    await started.promise;
    const stopped = monitor.stop().then(() => events.push("stopped"));
    release.resolve();
    await stopped;
    expect(events).toEqual(["run ended", "stopped"]);
  });
});

describe("the store", () => {
  test("keeps a result that is delivered twice once, and finds the newest of each scenario", async () => {
    const [first, second] = await Promise.all([openStore(database.url), openStore(database.url)]);
    const base = { environment: "store", scenario: "order", location: "dc1", contentHash: "h", seed: 1 } as const;
    const older = {
      ...base,
      id: randomUUID(),
      startedAt: new Date(1000),
      durationMilliseconds: 5,
      verdict: "pass",
    } as const;
    const newer = {
      ...older,
      id: randomUUID(),
      startedAt: new Date(2000),
      verdict: "fail",
      message: "refused",
      cleanup: { verdict: "pass", message: "nothing is left" },
    } as const;
    for (const result of [newer, older, older]) await first.save(result);
    expect(await second.latest("store")).toEqual([newer]);
    expect(await second.find([older.id, newer.id])).toHaveLength(2);
    await Promise.all([first.close(), second.close()]);
  });

  test("one that is out of reach is told in one sentence without the password", async () => {
    await expect(openStore("postgres://someone:topsecret@127.0.0.1:1/shop")).rejects.toThrow(
      /127\.0\.0\.1:1\/shop cannot be used/,
    );
    await expect(openStore("postgres://someone:topsecret@127.0.0.1:1/shop")).rejects.not.toThrow(/topsecret/);
  });
});
