import { evaluateTemplate, type Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext, PreparedCall } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { createdBy } from "../state/created.ts";
import { linkValue, pathNames } from "../state/producers.ts";
import { scopeOf } from "../state/scope.ts";
import { readingCall } from "../stateless/object.ts";
import { freshnessSeconds } from "./declared-expiry.ts";

/** The life of the token that creates: as short as tokens can be, so that it is soon outlived. */
const tokenSeconds = 2;

/** An object that was created, and how it read then. */
export interface Laid {
  readonly operation: Operation;
  readonly reading: Call;
  readonly before: Exchange;
  /** Of the clock of `performance.now()`. */
  readonly createdAt: number;
  /** How long the token lived that created it; undefined where that is not known. */
  readonly tokenSeconds: number | undefined;
  /** For how long its answers may be taken from a cache. */
  readonly freshnessSeconds: number;
}

/** Creates what an operation marked so must show for ever, and reads it; a sentence where that cannot be done. */
export async function lay(context: CheckContext, operation: Operation): Promise<Laid | string> {
  const prepared = await context.state.prepare(operation);
  if ("unreachable" in prepared) return prepared.unreachable;
  const createdAt = performance.now();
  const created = operation.method === "get" ? await createAgain(context, prepared) : await create(context, prepared);
  if (typeof created === "string") return created;
  const { reading, exchange, isShort } = created;
  const before = await context.send(await context.bind(reading), reading.operation);
  if (!isSuccess(before)) return `${reading.operation.id} answered ${before.response.status} right after the creation`;
  const answers = [before, ...(exchange === undefined ? [] : [exchange])];
  return {
    operation,
    reading,
    before,
    createdAt,
    tokenSeconds: isShort ? tokenSeconds : undefined,
    freshnessSeconds: Math.max(...answers.map(({ response }) => freshnessSeconds(response))),
  };
}

interface CreatedObject {
  readonly reading: Call;
  readonly exchange?: Exchange;
  readonly isShort: boolean;
}

/** Creates the object that is read once more, by a token that ends soon; where that is refused, the first one is taken. */
async function createAgain(context: CheckContext, { call, producer }: PreparedCall): Promise<CreatedObject | string> {
  if (producer === undefined) return "no link of the contract leads to it from an operation that creates";
  const usual = { reading: call, exchange: producer.exchange, isShort: false };
  const creating = producer.call.operation;
  if (context.target.tokens === undefined || !["post", "put"].includes(creating.method)) return usual;
  const exchange = await sendByShortToken(context, producer.call);
  // PUT again is the same object.
  const same = creating.method === "put" ? call.path : undefined;
  const path = isSuccess(exchange) ? (pathTo(call.operation, creating, exchange) ?? same) : undefined;
  return path === undefined ? usual : { reading: { ...call, path }, exchange, isShort: true };
}

/** The operation that is marked creates itself; what it created is read by its links. */
async function create(context: CheckContext, { call }: PreparedCall): Promise<CreatedObject | string> {
  const exchange = await sendByShortToken(context, call);
  if (!isSuccess(exchange)) return `${call.operation.id} answered ${exchange.response.status}`;
  const created = createdBy(context.contract, call.operation, exchange);
  const reading = readingCall(context, { call, producer: { call, exchange } });
  if (created === undefined || reading === undefined) return "the contract has no operation that reads what it creates";
  return { reading, exchange, isShort: context.target.tokens !== undefined };
}

async function sendByShortToken(context: CheckContext, call: Call): Promise<Exchange> {
  const short = { ...call, tokenLifetimeSeconds: tokenSeconds };
  return context.send(await context.bind(short), call.operation);
}

/** The path of an operation as a link of an answer gives it; undefined where none gives all of it. */
function pathTo(operation: Operation, creating: Operation, exchange: Exchange): Call["path"] | undefined {
  const scope = scopeOf(creating, exchange);
  const links = creating.responses.get(String(exchange.response.status))?.links ?? [];
  for (const link of links.filter(({ operationId }) => operationId === operation.id)) {
    const path = pathNames(operation).map((name) => [name, evaluateTemplate(linkValue(link, "path", name), scope)]);
    if (path.every(([, value]) => value !== undefined)) return Object.fromEntries(path);
  }
  return undefined;
}
