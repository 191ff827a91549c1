import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext, Report } from "../../kit/check.ts";
import { redactExchange } from "../../kit/redact.ts";
import type { Sentinel, Sentinels } from "../../kit/sentinels.ts";
import { contentOf, isSuccess } from "../idempotent-messages/answers.ts";
import { lostFrom } from "./lost.ts";

/** A sentinel tells something from the next day on. */
const minAgeHours = 24;
const hourMilliseconds = 60 * 60 * 1000;

type Subject = Pick<Report, "check" | "operation">;

/** Reads the object that an earlier run left in production; lays one where none was left, or it was lost. */
export async function judgeSentinel(
  context: CheckContext,
  operation: Operation,
  sentinels: Sentinels,
  subject: Subject,
): Promise<Report> {
  const sentinel = await sentinels.find(operation.id);
  if (sentinel === undefined) return layDown(context, operation, sentinels, subject);
  const { path, query, identity, createdAt, content } = sentinel;
  const call = { operation, path, query, headers: {}, ...(identity === undefined ? {} : { identity }) };
  const exchange = await context.send(await context.bind(call), operation);
  const { status, body } = exchange.response;
  const hours = (Date.now() - Date.parse(createdAt)) / hourMilliseconds;
  const age = hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
  const evidence = redactExchange(exchange);
  const isGone = status === 404 || status === 410;
  if (!isSuccess(exchange) && !isGone) {
    const message = `Whether the sentinel of ${createdAt} is still there cannot be told: ${operation.id} answered ${status}.`;
    return { ...subject, verdict: "inconclusive", message, evidence };
  }
  const lost = isGone ? `it answered ${status}` : lostClause(lostFrom(content, contentOf(body)));
  if (lost !== undefined) {
    await layDown(context, operation, sentinels, subject);
    const message = `${operation.id} must read back what nobody deleted (x-tercet.neverExpires), and for the sentinel of ${createdAt}, ${age} old, ${lost}.`;
    return { ...subject, verdict: "fail", message, evidence };
  }
  return hours < minAgeHours
    ? {
        ...subject,
        verdict: "skipped",
        message: `the sentinel of ${createdAt} is there; it is judged from the next day on`,
      }
    : { ...subject, verdict: "pass", message: `The sentinel of ${createdAt} still reads back, ${age} later.` };
}

function lostClause(place: string | undefined): string | undefined {
  return place === undefined ? undefined : `it reads without what stood at ${place === "" ? "its root" : place}`;
}

async function layDown(
  { lasting, bind, send }: CheckContext,
  operation: Operation,
  sentinels: Sentinels,
  subject: Subject,
): Promise<Report> {
  const skipped = (message: string): Report => ({ ...subject, verdict: "skipped", message });
  const prepared = await lasting.prepare(operation);
  if ("unreachable" in prepared) return skipped(`no sentinel could be laid: ${prepared.unreachable}`);
  const { call, producer } = prepared;
  if (producer === undefined) return skipped("no sentinel can be laid: no link leads to it from what creates");
  const exchange = await send(await bind(call), operation);
  if (!isSuccess(exchange)) return skipped(`no sentinel could be laid: it answered ${exchange.response.status}`);
  const sentinel: Sentinel = {
    operation: operation.id,
    path: call.path,
    query: call.query,
    identity: call.identity,
    createdAt: new Date().toISOString(),
    content: contentOf(exchange.response.body),
  };
  await sentinels.keep(sentinel);
  return skipped("a sentinel was laid just now; it is judged from the next day on");
}
