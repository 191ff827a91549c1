import type { Call, CheckContext, PreparedCall } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { type Instance, instanceName } from "../../kit/instance.ts";

/** One of the instances, as the steps of a flow use it. */
export interface Place {
  readonly name: string;
  readonly prepare: ReturnType<CheckContext["at"]>["state"]["prepare"];
  readonly bind: CheckContext["bind"];
  send(call: Call): Promise<Exchange>;
}

/** The steps of one flow are taken at two instances: what the first one wrote the second one must know. */
export interface Pair {
  readonly writer: Place;
  readonly reader: Place;
}

/** Every instance with every other one, both ways. */
export function pairsOf(context: CheckContext, instances: readonly Instance[]): readonly Pair[] {
  const places = instances.map((instance) => placeOf(context, instance));
  return places.flatMap((writer) =>
    places.filter((reader) => reader !== writer).map((reader): Pair => ({ writer, reader })),
  );
}

function placeOf(context: CheckContext, instance: Instance): Place {
  const { bind, state } = context.at(instance);
  return {
    name: instanceName(instance),
    prepare: (operation) => state.prepare(operation),
    bind,
    send: async (call) => context.send(await bind(call), call.operation),
  };
}

/** A step could not be taken for a reason that is not the spreading over instances. */
export class NotExercised extends Error {
  override readonly name = "NotExercised";
}

/** The prepared call of an operation. Throws `NotExercised` where there is none. */
export async function preparedAt(place: Place, operation: Call["operation"]): Promise<PreparedCall> {
  const prepared = await place.prepare(operation);
  if ("unreachable" in prepared) throw new NotExercised(prepared.unreachable);
  return prepared;
}
