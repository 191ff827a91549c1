import type { Call } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { differenceBetween } from "./alike.ts";
import type { Difference, Flow } from "./flow.ts";
import { NotExercised, type Pair, type Place, preparedAt } from "./place.ts";

/** As many requests with one key are sent to each of two instances at once. */
const atOnce = 3;

/**
 * A message that comes again at another instance has the effect of one there too, one after the other and at once. Whether
 * one instance alone keeps that rule is the matter of `idempotent-messages`.
 */
export const keyElsewhere: Flow = async (context, operation, pair) => {
  const { writer, reader } = pair;
  const { call } = await preparedAt(writer, operation);
  const send = await withOneKey(call, pair, context.send);
  const first = await send(writer);
  if (!isSuccess(first))
    throw new NotExercised(`${operation.id} answered ${first.response.status} to the first request`);
  const again = await send(reader);
  const difference = differenceBetween(again, first);
  if (difference !== undefined) {
    if (differenceBetween(await send(writer), first) !== undefined)
      throw new NotExercised(repeatsNowhere(operation.id));
    const message = `${reader.name} ${difference} (${writer.name}), which had the same Idempotency-Key first`;
    return { message, exchange: again };
  }
  return race(call, pair, context.send);
};

type Send = (place: Place) => Promise<Exchange>;

/** Sends the same request, with the same key, wherever it is asked to. */
async function withOneKey(call: Call, { writer }: Pair, send: Parameters<Flow>[0]["send"]): Promise<Send> {
  const { headers, body } = await writer.bind(call);
  return async (place) => {
    const request = await place.bind(call);
    return send({ ...request, headers, ...(body === undefined ? {} : { body }) }, call.operation);
  };
}

async function race(call: Call, pair: Pair, send: Parameters<Flow>[0]["send"]): Promise<Difference | undefined> {
  const { writer, reader } = pair;
  const turns = Array.from({ length: atOnce }, () => [writer, reader]).flat();
  const sendOne = await withOneKey(call, pair, send);
  const [winner, odd] = unlike(await Promise.all(turns.map(sendOne)));
  if (winner === undefined || odd === undefined) return undefined;
  const sendOther = await withOneKey(call, pair, send);
  const [, oddAlone] = unlike(await Promise.all(turns.map(() => sendOther(writer))));
  if (oddAlone !== undefined) throw new NotExercised(repeatsNowhere(call.operation.id));
  const message = `${writer.name} and ${reader.name} each had an effect of their own for one Idempotency-Key that came to both at once`;
  return { message, exchange: odd };
}

/** The first success, and the first one that is unlike it. */
function unlike(exchanges: readonly Exchange[]): readonly [Exchange | undefined, Exchange | undefined] {
  const [winner, ...others] = exchanges.filter(isSuccess);
  return [winner, others.find((one) => winner !== undefined && differenceBetween(one, winner) !== undefined)];
}

function repeatsNowhere(operation: string): string {
  return `${operation} does not repeat its answer at one instance either (see idempotent-messages)`;
}
