import type { Call, CheckContext } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { otherPayload } from "../idempotent-messages/other-payload.ts";
import { differenceBetween } from "./alike.ts";
import type { Difference, Flow } from "./flow.ts";
import { readingCall } from "./object.ts";
import { NotExercised, type Pair, type Place, preparedAt } from "./place.ts";

/**
 * What one instance wrote the other one changes, and the first one shows the change, although it had shown the object
 * before: once there, and with another payload once back.
 */
export const changeElsewhere: Flow = async (context, operation, { writer, reader }) => {
  const prepared = await preparedAt(writer, operation);
  const { call } = prepared;
  const reading = readingCall(context, prepared);
  await look(reading, writer, reader);
  const changed = await reader.send(call);
  if (!isSuccess(changed)) return refusedElsewhere(changed, operation, { writer, reader });
  const seen = await compared(reading, writer, reader);
  if (seen !== undefined) return seen;
  const back = withOtherPayload(context, call);
  if (back === undefined) return undefined;
  const changedBack = await writer.send(back);
  return isSuccess(changedBack) ? compared(reading, reader, writer) : undefined;
};

/** Whether the other instance alone refuses: the same change of another object is taken where that was created. */
async function refusedElsewhere(
  refused: Exchange,
  operation: Call["operation"],
  { writer, reader }: Pair,
): Promise<Difference> {
  const { status } = refused.response;
  const own = await writer.send((await preparedAt(writer, operation)).call);
  if (!isSuccess(own)) throw new NotExercised(`${operation.id} answered ${own.response.status} where it was created`);
  const message = `${reader.name} answers ${status} to the change of what was created at ${writer.name}, and that one ${own.response.status}`;
  return { message, exchange: refused };
}

/** Reads the object at both, so that one that keeps what it has read has it. */
async function look(reading: Call | undefined, ...places: readonly Place[]): Promise<void> {
  if (reading !== undefined) for (const place of places) await place.send(reading);
}

/** Holds what one instance shows against what the one shows that took the change; the latter is asked last. */
async function compared(reading: Call | undefined, other: Place, changer: Place): Promise<Difference | undefined> {
  if (reading === undefined) return undefined;
  const there = await other.send(reading);
  const here = await changer.send(reading);
  if (!isSuccess(here) || differenceBetween(there, here) === undefined) return undefined;
  const difference = differenceBetween(there, here, await changer.send(reading));
  return difference === undefined
    ? undefined
    : { message: `${other.name} ${difference} (${changer.name}), where it was changed`, exchange: there };
}

function withOtherPayload(context: CheckContext, call: Call): Call | undefined {
  const content = [...(call.operation.requestBody?.content.values() ?? [])][0];
  if (content?.schema === undefined || call.body === undefined) return undefined;
  const random = context.random.fork(`other/${call.operation.id}`);
  const body = otherPayload(context.contract, content.schema, call.body, random);
  return body === undefined ? undefined : { ...call, body };
}
