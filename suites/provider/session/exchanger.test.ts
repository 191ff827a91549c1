import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createRandom, type Operation } from "../../../contracts/index.ts";
import type { HttpRequest, HttpResponse } from "../../kit/exchange.ts";
import { limiters } from "../broken/limiters.ts";
import { createExchanger, type Observer } from "./exchanger.ts";
import { createPacer } from "./pace.ts";
import type { Sender } from "./sender.ts";

const limit = { requests: 20, windowSeconds: 0.2 };
const operation = (...statuses: readonly string[]) =>
  ({
    id: "read",
    extension: { rateLimit: limit },
    responses: new Map(statuses.map((status) => [status, {}])),
  }) as unknown as Operation;
const request: HttpRequest = { method: "GET", url: "http://service/v1/things", headers: {} };
const purpose = { via: "json-only", signal: new AbortController().signal } as const;
const nobody: Observer = { seen: () => {}, unreadable: () => {} };

/** A service that answers as it is told. */
function senderOf(answer: () => Promise<Pick<HttpResponse, "status" | "headers">>): Sender {
  const send = async (sent: HttpRequest) => ({
    request: sent,
    response: { body: "", ...(await answer()) },
    durationMilliseconds: 0,
  });
  return { sent: () => 0, send, sendUnbudgeted: send, sendLoad: send };
}

/** Answers 429 with `Retry-After` so many times, then 200. */
function refusing(times: number, headers: HttpResponse["headers"] = { "retry-after": "0" }): Sender {
  let answered = 0;
  return senderOf(async () => (answered++ < times ? { status: 429, headers } : { status: 200, headers: {} }));
}

describe("the exchanger", () => {
  const exact = Object.entries(limiters).filter(([name]) => name !== "sliding counter");
  test.each(exact)("is never refused by a %s, however long requests are under way", async (_name, create) => {
    const limiter = create(limit.requests, limit.windowSeconds * 1000);
    const random = createRandom(7);
    const statuses: number[] = [];
    const sender = senderOf(async () => {
      await sleep(random.integer(0, 60));
      const { isAllowed } = limiter("client", performance.now());
      await sleep(random.integer(0, 10));
      statuses.push(isAllowed ? 200 : 429);
      return { status: isAllowed ? 200 : 429, headers: {} };
    });
    const read = operation("200", "429");
    const send = createExchanger(sender, createPacer([read]), nobody);
    await Promise.all(Array.from({ length: 50 }, () => send(request, read, purpose)));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test("is answered in the end by a service that takes bursts for more than they are", async () => {
    const limiter = limiters["sliding counter"]?.(limit.requests, limit.windowSeconds * 1000);
    const sender = senderOf(async () => {
      const isAllowed = limiter?.("client", performance.now()).isAllowed;
      return { status: isAllowed ? 200 : 429, headers: { "retry-after": "0" } };
    });
    const read = operation("200", "429");
    const send = createExchanger(sender, createPacer([read]), nobody);
    const exchanges = await Promise.all(Array.from({ length: 40 }, () => send(request, read, purpose)));
    expect(exchanges.map(({ response }) => response.status)).toEqual(exchanges.map(() => 200));
  });

  test.each([
    [["200"], [200]],
    [
      ["200", "429"],
      [429, 200],
    ],
  ])("shows a 429 that it waited for only where the contract declares one: %j", async (declared, shown) => {
    const seen: number[] = [];
    const read = operation(...declared);
    const send = createExchanger(refusing(1), createPacer([read]), {
      ...nobody,
      seen: (_operation, { response }) => void seen.push(response.status),
    });
    expect((await send(request, read, purpose)).response.status).toBe(200);
    expect(seen).toEqual(shown);
  });

  test("gives a refusal back at once where a limit is exceeded on purpose", async () => {
    const read = operation("200");
    const send = createExchanger(refusing(1, { "retry-after": "60" }), createPacer([read]), nobody);
    expect((await send(request, read, { ...purpose, isBurst: true })).response.status).toBe(429);
  });

  test("gives up on a service that refuses again and again", async () => {
    const read = operation("200");
    const send = createExchanger(refusing(100), createPacer([read]), nobody);
    await expect(send(request, read, purpose)).rejects.toMatchObject({ reason: "throttled" });
  });
});
