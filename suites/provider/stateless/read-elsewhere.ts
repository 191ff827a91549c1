import type { Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext } from "../../kit/check.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { differenceBetween } from "./alike.ts";
import type { Difference, Flow } from "./flow.ts";
import { NotExercised, type Pair, preparedAt } from "./place.ts";

/** What one instance wrote the other one reads at once. */
export const readElsewhere: Flow = async (context, operation, pair) => {
  const { call, producer } = await preparedAt(pair.writer, operation);
  return producer === undefined ? readCollection(context, call, pair) : readObject(call, pair);
};

/** An object that was created at the writer a moment ago. */
async function readObject(call: Call, { writer, reader }: Pair): Promise<Difference | undefined> {
  const there = await reader.send(call);
  const here = await writer.send(call);
  refuseUnread(here.response.status, call);
  const first = differenceBetween(there, here);
  const difference = first === undefined ? undefined : differenceBetween(there, here, await writer.send(call));
  return difference === undefined
    ? undefined
    : { message: `${reader.name} ${difference} (${writer.name}), where it was created`, exchange: there };
}

/**
 * What no link leads to (a list), read before and after something was added to it at the writer. Others may add to it as
 * well, so only what still differs when it is read again counts.
 */
async function readCollection(
  context: CheckContext,
  call: Call,
  { writer, reader }: Pair,
): Promise<Difference | undefined> {
  await reader.send(call);
  await writer.send(call);
  const adding = creatorAt(context, call.operation);
  const added = adding === undefined ? undefined : await writer.prepare(adding);
  if (added !== undefined && !("unreachable" in added)) await writer.send(added.call);
  const there = await reader.send(call);
  const here = await writer.send(call);
  refuseUnread(here.response.status, call);
  if (differenceBetween(there, here) === undefined) return undefined;
  const [later, hereAgain] = [await reader.send(call), await writer.send(call)];
  if (isSuccess(later) !== isSuccess(there)) return undefined;
  const difference = differenceBetween(later, here, hereAgain);
  return difference === undefined
    ? undefined
    : { message: `${reader.name} ${difference} (${writer.name}) to the same request`, exchange: later };
}

/** The operation that adds to what is read here: POST at the same path. */
function creatorAt({ contract }: CheckContext, { path }: Operation): Operation | undefined {
  return contract.operations.find((one) => one.method === "post" && one.path === path && one.responses.has("201"));
}

function refuseUnread(status: number, { operation }: Call): void {
  if (status >= 300) throw new NotExercised(`${operation.id} answered ${status} at the instance that wrote`);
}
