import { setTimeout as sleep } from "node:timers/promises";
import type { Call, CheckContext, Report } from "../../kit/check.ts";
import type { DatabaseReader } from "../../kit/database-view.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { type Instance, instancesOf } from "../../kit/instance.ts";
import { NoAnswer } from "../../kit/no-answer.ts";
import { redactExchange } from "../../kit/redact.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { tryCall } from "../load/outcome.ts";
import type { Calls } from "./calls.ts";

/** So long after the load nothing of it is worked on any more. */
const returnMilliseconds = 2000;
const lookMilliseconds = 50;
/** A service that is busy for a moment is asked again. */
const attempts = 3;
const pauseMilliseconds = 400;
/** As many errors are asked for, of each operation and instance. */
const maxRepeated = 20;

/**
 * Connections are given back: after the load none is left in a transaction or at work that was not before, and there are
 * enough for a single request at every instance.
 */
export async function judgeReturned(
  context: CheckContext,
  reader: DatabaseReader,
  calls: Calls,
  before: ReadonlySet<string>,
): Promise<Pick<Report, "verdict" | "message" | "evidence">> {
  const { service } = context.contract;
  await repeatFailing(context, calls);
  const held = await heldAfter(context, reader, before);
  if (held > 0) {
    const message = `${service} must give every connection back, and ${returnMilliseconds} ms after the load ${held} of them are still in a transaction that was begun under it.`;
    return { verdict: "fail", message };
  }
  for (const call of calls.usual) {
    for (const instance of instancesOf(context.target)) {
      const rule = `${service} must give every connection back, and ${call.operation.id}, which succeeded before the load,`;
      try {
        const exchange = await sendUntilSuccess(context, instance, call);
        const { status } = exchange.response;
        if (isSuccess(exchange)) continue;
        return { verdict: "fail", message: `${rule} answers ${status} after it.`, evidence: redactExchange(exchange) };
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        return { verdict: "fail", message: `${rule} gives no answer after it: ${error.message}` };
      }
    }
  }
  return { verdict: "pass", message: `${service} gave back all connections after the load, and answers as before it.` };
}

/** Errors, one after the other at every instance: as many as would use up its connections if each of them kept one. */
async function repeatFailing(context: CheckContext, { failing }: Calls): Promise<void> {
  const { maxConnections = 0 } = context.contract.extension.database ?? {};
  for (const instance of instancesOf(context.target)) {
    for (const call of failing) {
      for (let count = 0; count < Math.min(maxConnections, maxRepeated); count++) {
        await tryCall(context, call, await context.at(instance).bind(call));
      }
    }
  }
}

/** How many connections have been busy ever since the load ended, and were not before it: a service may have jobs of its own. */
async function heldAfter(
  { signal }: CheckContext,
  reader: DatabaseReader,
  before: ReadonlySet<string>,
): Promise<number> {
  const endsAt = performance.now() + returnMilliseconds;
  const look = async () =>
    (await reader.connections()).filter(({ id, state }) => state !== "idle" && !before.has(id)).map(({ id }) => id);
  let held = await look();
  while (held.length > 0 && performance.now() < endsAt) {
    await sleep(lookMilliseconds, undefined, { signal });
    const now = new Set(await look());
    held = held.filter((id) => now.has(id));
  }
  return held.length;
}

async function sendUntilSuccess(context: CheckContext, instance: Instance, call: Call): Promise<Exchange> {
  for (let attempt = 1; ; attempt++) {
    const exchange = await context.sendLoad(await context.at(instance).bind(call), call.operation);
    if (isSuccess(exchange) || attempt === attempts) return exchange;
    await sleep(pauseMilliseconds, undefined, { signal: context.signal });
  }
}
