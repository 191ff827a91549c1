import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createOutputThrottle } from "./throttle-output.ts";

test("in no second more calls arrive than declared; as many wait, and the others are refused at once", async () => {
  const throttle = createOutputThrottle("products", 5);
  const arrivals: number[] = [];
  let isFirst = true;
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      throttle(async () => {
        // The first calls take long to arrive, as they do when connections have to be opened.
        await delay(isFirst ? 300 : 0);
        isFirst = false;
        arrivals.push(performance.now());
      }),
    ),
  );
  expect(arrivals).toHaveLength(10);
  for (const from of arrivals) {
    expect(arrivals.filter((at) => at >= from && at < from + 990).length).toBeLessThanOrEqual(5);
  }
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(10);
  expect(refused[0]?.reason).toMatchObject({ status: 503, slug: "dependency-unavailable" });
});

test("a call that does not end holds its place, and who waits in vain is refused", async () => {
  const throttle = createOutputThrottle("products", 1);
  const end = Promise.withResolvers<void>();
  const hanging = throttle(() => end.promise);
  await expect(throttle(async () => {})).rejects.toMatchObject({ status: 503 });
  end.resolve();
  await hanging;
});

test("a call that fails gives its place back", async () => {
  const throttle = createOutputThrottle("products", 1);
  const failure = new Error("refused");
  await expect(throttle(() => Promise.reject(failure))).rejects.toBe(failure);
  await expect(throttle(async () => "answer")).resolves.toBe("answer");
});
