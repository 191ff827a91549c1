import { expect, test } from "vitest";
import { TercetError } from "../errors.ts";
import { type RetryOptions, retrying } from "./retry.ts";
import type { ClientAnswer, ClientRequest } from "./transport.ts";

/** Sends through a transport that gives these outcomes one after another; time passes only in pauses. */
async function send(
  request: Partial<ClientRequest>,
  outcomes: (Partial<ClientAnswer> | Error)[],
  options: Partial<RetryOptions> = {},
) {
  const pauses: number[] = [];
  let now = 0;
  let sent = 0;
  const transport = retrying(
    async () => {
      const outcome = outcomes[sent++] as (typeof outcomes)[number];
      if (outcome instanceof Error) throw outcome;
      return { body: undefined, status: 200, ...outcome };
    },
    {
      deadlineMilliseconds: 10_000,
      random: () => 1,
      ...options,
      now: () => now,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
        now += milliseconds;
      },
    },
  );
  const result = await transport(request as ClientRequest).catch((error: unknown) => error);
  return { result, pauses, sent };
}
const refused = new TercetError("surroundings", "no connection");

test("a GET is repeated on 503, 429 and a lost connection, with growing pauses", async () => {
  const { result, pauses } = await send({ method: "get" }, [
    { status: 503 },
    { status: 429 },
    refused,
    { status: 200 },
  ]);
  expect(result).toMatchObject({ status: 200 });
  expect(pauses).toEqual([50, 100, 200]);
});

test("Retry-After is kept", async () => {
  const { pauses } = await send({ method: "delete" }, [{ status: 429, retryAfterSeconds: 2 }, {}]);
  expect(pauses).toEqual([2000]);
});

test("a POST is repeated with its idempotency key only", async () => {
  const idempotency = { header: "Idempotency-Key", key: "k" };
  expect(await send({ method: "post", idempotency }, [{ status: 503 }, {}])).toMatchObject({ sent: 2 });
  expect(await send({ method: "post" }, [{ status: 503 }])).toMatchObject({ sent: 1, result: { status: 503 } });
  expect(await send({ method: "post" }, [refused])).toMatchObject({ sent: 1, result: refused });
});

test("no pause goes beyond the deadline: the last outcome is the result", async () => {
  const busy = { status: 429, retryAfterSeconds: 3 };
  expect(await send({ method: "get" }, [busy, busy, busy], { deadlineMilliseconds: 5000 })).toMatchObject({
    sent: 2,
    result: { status: 429 },
  });
  expect(await send({ method: "get" }, Array(20).fill(refused), { deadlineMilliseconds: 300 })).toMatchObject({
    result: refused,
    sent: 3,
  });
});

test("no other answer and no other error is repeated", async () => {
  for (const status of [200, 400, 404, 409, 422, 500, 501]) {
    expect(await send({ method: "get" }, [{ status }])).toMatchObject({ sent: 1, result: { status } });
  }
  expect(await send({ method: "get" }, [new TypeError("a defect")])).toMatchObject({ sent: 1 });
});

test("pauses are drawn between nothing and a bound that doubles, and that has a bound itself", async () => {
  const outcomes = [...Array(6).fill(refused), {}];
  const options = { firstPauseMilliseconds: 100, maximumPauseMilliseconds: 500 };
  expect((await send({ method: "get" }, outcomes, options)).pauses).toEqual([100, 200, 400, 500, 500, 500]);
  expect((await send({ method: "get" }, outcomes, { ...options, random: () => 0.25 })).pauses).toEqual([
    25, 50, 100, 125, 125, 125,
  ]);
});

test("it ends after so many attempts, whatever time is left", async () => {
  const outcomes = Array(20).fill({ status: 503 });
  expect(await send({ method: "get" }, outcomes, { maximumAttempts: 3 })).toMatchObject({
    sent: 3,
    result: { status: 503 },
  });
});

test("a call that is still being worked on is repeated with its key, where the service says when", async () => {
  const idempotency = { header: "Idempotency-Key", key: "k" };
  const busy = { status: 409, retryAfterSeconds: 1 };
  expect(await send({ method: "post", idempotency }, [busy, {}])).toMatchObject({ sent: 2, pauses: [1000] });
  expect(await send({ method: "post", idempotency }, [{ status: 409 }])).toMatchObject({ sent: 1 });
  expect(await send({ method: "put" }, [busy])).toMatchObject({ sent: 1 });
});

test("the caller's own deadline is kept where it is shorter, and each attempt is told what is left", async () => {
  const told: (number | undefined)[] = [];
  let now = 0;
  const transport = retrying(
    async ({ deadlineMilliseconds }) => {
      told.push(deadlineMilliseconds);
      now += 300;
      throw refused;
    },
    {
      deadlineMilliseconds: 10_000,
      attemptMilliseconds: 600,
      random: () => 1,
      now: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds;
      },
    },
  );
  await expect(transport({ method: "get", deadlineMilliseconds: 1000 } as ClientRequest)).rejects.toBe(refused);
  expect(told).toEqual([600, 600, 250]);
});

test("a repetition has the same idempotency key", async () => {
  const keys: unknown[] = [];
  const transport = retrying(
    async ({ idempotency }) => {
      keys.push(idempotency?.key);
      return { status: keys.length < 3 ? 503 : 201, body: undefined };
    },
    { deadlineMilliseconds: 1000, firstPauseMilliseconds: 1 },
  );
  await transport({ method: "post", idempotency: { header: "Idempotency-Key", key: "one" } } as ClientRequest);
  expect(keys).toEqual(["one", "one", "one"]);
});

test("an attempt that hangs is cut off, and the next one may succeed", async () => {
  let sent = 0;
  const transport = retrying(
    () => (++sent === 1 ? new Promise<never>(() => {}) : Promise.resolve({ status: 200, body: "late" })),
    { deadlineMilliseconds: 5000, attemptMilliseconds: 30, firstPauseMilliseconds: 1 },
  );
  expect(await transport({ method: "get" } as ClientRequest)).toMatchObject({ body: "late" });
  expect(sent).toBe(2);
});

test("what hangs to the end is told with the time that it had", async () => {
  const transport = retrying(() => new Promise<never>(() => {}), { deadlineMilliseconds: 40 });
  const request = { method: "get", service: "carts", operation: "getCart" } as ClientRequest;
  await expect(transport(request)).rejects.toThrow(/^carts did not answer getCart within (40|39) ms\.$/);
});

test("the caller's signal ends a pause, and what is under way", async () => {
  const reason = new Error("the customer left");
  const paused = new AbortController();
  const pausing = retrying(async () => ({ status: 503, body: undefined, retryAfterSeconds: 60 }), {
    deadlineMilliseconds: 120_000,
  })({ method: "get", signal: paused.signal } as ClientRequest);
  paused.abort(reason);
  await expect(pausing).rejects.toBe(reason);
  const sending = new AbortController();
  let seen: AbortSignal | undefined;
  const hanging = retrying(
    ({ signal }) => {
      seen = signal;
      return new Promise<never>(() => {});
    },
    { deadlineMilliseconds: 120_000 },
  )({ method: "get", signal: sending.signal } as ClientRequest);
  sending.abort(reason);
  await expect(hanging).rejects.toBe(reason);
  expect(seen?.aborted).toBe(true);
});
