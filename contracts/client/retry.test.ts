import { expect, test } from "vitest";
import { TercetError } from "../errors.ts";
import { retrying } from "./retry.ts";
import type { ClientAnswer, ClientRequest } from "./transport.ts";

/** Sends through a transport that gives these outcomes one after another; time passes only in pauses. */
async function send(
  request: Partial<ClientRequest>,
  outcomes: (Partial<ClientAnswer> | Error)[],
  deadlineMilliseconds = 10_000,
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
      deadlineMilliseconds,
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
  expect(await send({ method: "get" }, [busy, busy, busy], 5000)).toMatchObject({ sent: 2, result: { status: 429 } });
  expect(await send({ method: "get" }, Array(20).fill(refused), 300)).toMatchObject({ result: refused, sent: 3 });
});

test("no other answer and no other error is repeated", async () => {
  expect(await send({ method: "get" }, [{ status: 500 }])).toMatchObject({ sent: 1 });
  expect(await send({ method: "get" }, [new TypeError("a defect")])).toMatchObject({ sent: 1 });
});
