import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { retrying } from "./retry.ts";
import { throttling } from "./throttle.ts";
import type { ClientRequest } from "./transport.ts";

const request = { service: "products", operation: "listProducts", method: "get" } as ClientRequest;
const answer = { status: 200, body: undefined };

test("in no second more requests are sent than agreed, in their order; what is too much is refused at once", async () => {
  const arrivals: { readonly at: number; readonly path: string }[] = [];
  const transport = throttling(
    async ({ path }) => {
      // The first ones take long, as they do when connections have to be opened.
      await delay(path === "0" ? 200 : 0);
      arrivals.push({ at: performance.now(), path });
      return answer;
    },
    { requestsPerSecond: 4 },
  );
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => transport({ ...request, path: String(index) })),
  );
  expect(arrivals).toHaveLength(8);
  for (const { at } of arrivals) {
    expect(arrivals.filter((other) => other.at >= at && other.at < at + 990).length).toBeLessThanOrEqual(4);
  }
  expect(arrivals.slice(4).map(({ path }) => path)).toEqual(["4", "5", "6", "7"]);
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(2);
  expect(refused[0]?.reason.message).toBe(
    "The rate of 4 requests/s to products is used up, and too many requests wait before listProducts.",
  );
});

test("a request that would wait beyond its deadline is refused at once, and says how long it would wait", async () => {
  let sent = 0;
  const transport = throttling(
    async () => {
      sent++;
      return answer;
    },
    { requestsPerSecond: 2 },
  );
  await Promise.all([transport(request), transport(request)]);
  const startedAt = performance.now();
  await expect(transport({ ...request, deadlineMilliseconds: 300 })).rejects.toThrow(
    /^The rate of 2 requests\/s to products is used up: listProducts would have to wait (9\d\d|1000) ms, and has 300 ms\.$/,
  );
  expect(performance.now() - startedAt).toBeLessThan(200);
  expect(sent).toBe(2);
});

test("what is refused for its rate is not repeated", async () => {
  const throttled = throttling(async () => answer, { requestsPerSecond: 1 });
  let asked = 0;
  const transport = retrying(
    (one) => {
      asked++;
      return throttled(one);
    },
    { deadlineMilliseconds: 300 },
  );
  await transport(request);
  await expect(transport(request)).rejects.toThrow("is used up");
  expect(asked).toBe(2);
});

test("a request behind one that hangs is refused when its time is over, and keeps nobody waiting behind it", async () => {
  const end = Promise.withResolvers<typeof answer>();
  let isFirst = true;
  const transport = throttling(
    () => {
      if (!isFirst) return Promise.resolve(answer);
      isFirst = false;
      return end.promise;
    },
    { requestsPerSecond: 1, maximumWaiting: 2 },
  );
  const hanging = transport(request);
  await expect(transport({ ...request, deadlineMilliseconds: 1100 })).rejects.toThrow("and has 1100 ms");
  const gone = new AbortController();
  const leaving = transport({ ...request, signal: gone.signal });
  const patient = transport(request);
  gone.abort(new Error("left"));
  await expect(leaving).rejects.toThrow("left");
  end.resolve(answer);
  await hanging;
  expect(await patient).toBe(answer);
});

test("a request that fails gives its place back", async () => {
  let sent = 0;
  const transport = throttling(() => (++sent === 1 ? Promise.reject(new Error("no")) : Promise.resolve(answer)), {
    requestsPerSecond: 1,
  });
  await expect(transport(request)).rejects.toThrow("no");
  expect(await transport(request)).toBe(answer);
});

test("a rate that is none is the programmer's fault", () => {
  expect(() => throttling(async () => answer, { requestsPerSecond: 0 })).toThrow(TypeError);
  expect(() => throttling(async () => answer, { requestsPerSecond: 1.5 })).toThrow("1.5");
});
