import type { Call } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { differenceBetween } from "./alike.ts";
import type { Difference, Flow } from "./flow.ts";
import { readingCall } from "./object.ts";
import { NotExercised, type Pair, type Place, preparedAt } from "./place.ts";

/**
 * What one instance wrote the other one deletes (in even rounds), and what one deleted the other one, which had read it, no
 * longer has.
 */
export const deleteElsewhere: Flow = async (context, operation, { writer, reader }, round) => {
  const [deleter, other] = round % 2 === 0 ? [reader, writer] : [writer, reader];
  const prepared = await preparedAt(writer, operation);
  const reading = readingCall(context, prepared);
  if (reading !== undefined) for (const place of [other, deleter]) await place.send(reading);
  const removal = await deleter.send(prepared.call);
  if (!isSuccess(removal)) return keptElsewhere(removal, operation, { writer, reader: deleter });
  return reading === undefined ? undefined : compared(reading, other, deleter);
};

/** Whether the other instance alone cannot delete it. */
async function keptElsewhere(
  refused: Exchange,
  operation: Call["operation"],
  { writer, reader }: Pair,
): Promise<Difference> {
  const own = reader === writer ? refused : await writer.send((await preparedAt(writer, operation)).call);
  const { status } = own.response;
  if (!isSuccess(own)) throw new NotExercised(`${operation.id} answered ${status} at the instance that created`);
  const message = `${reader.name} answers ${refused.response.status} to the deletion of what was created at ${writer.name}, and that one ${status}`;
  return { message, exchange: refused };
}

async function compared(reading: Call, other: Place, deleter: Place): Promise<Difference | undefined> {
  const there = await other.send(reading);
  const here = await deleter.send(reading);
  if (differenceBetween(there, here) === undefined) return undefined;
  const difference = differenceBetween(there, here, await deleter.send(reading));
  return difference === undefined
    ? undefined
    : { message: `${other.name} ${difference} (${deleter.name}), where it was deleted`, exchange: there };
}
