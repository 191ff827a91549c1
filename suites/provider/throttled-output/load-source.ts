import type { Arrival } from "../../kit/stand-in.ts";
import type { LoadRequest } from "../load/put-load.ts";
import type { ReachingCall } from "./reach.ts";
import type { Subject } from "./subject.ts";

/** A call that can be sent again and again, and makes the service ask each time. */
export interface LoadSource {
  readonly operation: string;
  /** How often one call makes the service ask. */
  readonly asksPerCall: number;
  /** Makes the next request, for one instance after the other. */
  readonly next: () => Promise<LoadRequest>;
}

/** Finds what load is made of: a call that asks also when it is repeated, else one that is prepared anew each time. */
export async function findLoadSource({ context, reach }: Subject): Promise<LoadSource> {
  for (const candidate of reach.reaching) {
    const repeated = await repeat({ context, reach }, candidate);
    if (repeated.length > 0) return sourceOf({ context, reach }, candidate, repeated.length, false);
  }
  const [first] = reach.reaching as readonly [ReachingCall, ...ReachingCall[]];
  return sourceOf({ context, reach }, first, first.arrivals.length, true);
}

async function repeat(
  { context, reach }: Pick<Subject, "context" | "reach">,
  { call }: ReachingCall,
): Promise<readonly Arrival[]> {
  const { standIn, instances } = reach;
  const recording = standIn.record();
  try {
    const [instance] = instances;
    if (instance !== undefined) await context.send(await context.at(instance).bind(call), call.operation);
    return [...recording.arrivals];
  } finally {
    recording.stop();
  }
}

function sourceOf(
  { context, reach }: Pick<Subject, "context" | "reach">,
  { call }: ReachingCall,
  asksPerCall: number,
  isPreparedAnew: boolean,
): LoadSource {
  const { operation } = call;
  let turn = 0;
  return {
    operation: operation.id,
    asksPerCall,
    async next() {
      const instance = reach.instances[turn++ % reach.instances.length];
      const { bind, state } = context.at(instance as NonNullable<typeof instance>);
      const prepared = isPreparedAnew ? await state.prepare(operation) : { call };
      return { operation, request: await bind("unreachable" in prepared ? call : prepared.call) };
    },
  };
}
