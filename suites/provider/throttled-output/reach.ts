import type { Call, CheckContext } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { type Instance, instancesOf } from "../../kit/instance.ts";
import type { Arrival, StandIn } from "../../kit/stand-in.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { isSelfTest } from "../load/self-test.ts";

/** A call of the service, and what it makes the service ask of the dependency. */
export interface ReachingCall {
  readonly call: Call;
  /** The answer while the dependency is well. */
  readonly usual: Exchange;
  /** What arrived at the stand-in because of it. */
  readonly arrivals: readonly Arrival[];
}

/** What a service asks of one dependency, seen from outside. */
export interface Reach {
  readonly standIn: StandIn;
  /** The instances that ask the stand-in. */
  readonly instances: readonly Instance[];
  /** The calls that make the service ask, one for each operation; those that need no new object come first. */
  readonly reaching: readonly ReachingCall[];
  /** Calls that read, succeed, and ask nothing of the dependency. */
  readonly others: readonly { readonly call: Call; readonly usual: Exchange }[];
  /** By operation: why it is not known whether it asks. */
  readonly unknown: ReadonlyMap<string, string>;
}

/** Calls every operation once, one after the other, and looks what arrives at the stand-in. */
export async function findReach(context: CheckContext, standIn: StandIn): Promise<Reach> {
  const instances = standIn.urls.length > 0 ? standIn.urls.map((url) => ({ url })) : instancesOf(context.target);
  const { bind, state } = context.at(instances[0] as Instance);
  const reaching: ReachingCall[] = [];
  const others: Reach["others"][number][] = [];
  const unknown = new Map<string, string>();
  for (const operation of context.contract.operations.filter((one) => !isSelfTest(one))) {
    const prepared = await state.prepare(operation);
    if ("unreachable" in prepared) {
      unknown.set(operation.id, prepared.unreachable);
      continue;
    }
    const { call } = prepared;
    const recording = standIn.record();
    try {
      const usual = await context.send(await bind(call), operation);
      const { arrivals } = recording;
      if (arrivals.length > 0) reaching.push({ call, usual, arrivals: [...arrivals] });
      else if (operation.method === "get" && isSuccess(usual)) others.push({ call, usual });
    } finally {
      recording.stop();
    }
  }
  return { standIn, instances, reaching: reaching.toSorted(byThrift), others, unknown };
}

const thrift: readonly string[] = ["get", "head", "put", "patch", "post", "delete"];

/** What can be repeated without leaving something new behind comes first. */
function byThrift(left: ReachingCall, right: ReachingCall): number {
  return thrift.indexOf(left.call.operation.method) - thrift.indexOf(right.call.operation.method);
}
