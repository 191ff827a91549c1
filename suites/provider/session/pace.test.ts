import { describe, expect, test } from "vitest";
import type { Operation } from "../../../contracts/index.ts";
import { createPacer } from "./pace.ts";

const operation = (id: string, requests: number): Operation =>
  ({ id, extension: { rateLimit: { requests, windowSeconds: 1 } } }) as Operation;
const signal = new AbortController().signal;

describe("createPacer", () => {
  test("never sends more than four fifths of the limit within any window", async () => {
    const reads = operation("read", 20);
    const pacer = createPacer([reads]);
    const sent: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        (await pacer.enter(reads, signal))();
        sent.push(performance.now());
      }),
    );
    const most = Math.max(...sent.map((start) => sent.filter((time) => time >= start && time < start + 990).length));
    expect(most).toBeLessThanOrEqual(16);
    expect((sent.at(-1) ?? 0) - (sent[0] ?? 0)).toBeGreaterThan(1900);
  });

  test("lets operations without a limit through at once", async () => {
    const free = { id: "free", extension: {} } as Operation;
    const startedAt = performance.now();
    for (let count = 0; count < 1000; count++) (await createPacer([free]).enter(free, signal))();
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test("makes all operations share the lowest limit when the service counts them together", async () => {
    const [slow, fast] = [operation("slow", 5), operation("fast", 1000)];
    const pacer = createPacer([slow, fast]);
    pacer.slowDown();
    const startedAt = performance.now();
    for (const one of [slow, fast, fast, fast, slow]) (await pacer.enter(one, signal))();
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });

  test("gives a place back one window after its request was answered, and not after it was sent", async () => {
    const single = operation("single", 1);
    const pacer = createPacer([single]);
    const leave = await pacer.enter(single, signal);
    const next = pacer.enter(single, signal).then(() => performance.now());
    await new Promise((resolve) => setTimeout(resolve, 300));
    const answeredAt = performance.now();
    leave();
    expect((await next) - answeredAt).toBeGreaterThan(980);
  });

  test("counts what was sent beyond the limit, and lets later requests wait for it", async () => {
    const reads = operation("read", 5);
    const pacer = createPacer([reads]);
    for (let count = 0; count < 10; count++) pacer.push(reads)();
    expect(pacer.recent(reads)).toBe(10);
    const startedAt = performance.now();
    (await pacer.enter(reads, signal))();
    expect(performance.now() - startedAt).toBeGreaterThan(980);
  });

  test("ends its waiting when the run is interrupted", async () => {
    const single = operation("single", 1);
    const pacer = createPacer([single]);
    (await pacer.enter(single, signal))();
    await expect(pacer.enter(single, AbortSignal.abort())).rejects.toThrow();
  });
});
