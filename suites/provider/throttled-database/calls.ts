import type { Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext } from "../../kit/check.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { isSelfTest } from "../load/self-test.ts";
import { createsByName } from "../state/producers.ts";

/** What the load is made of. */
export interface Calls {
  /** Calls that succeed: those that read, then those that change what is there. */
  readonly usual: readonly Call[];
  /** Calls of the right form that name what is not there: how connections are given back after an error. */
  readonly failing: readonly Call[];
}

const repeatable: readonly Operation["method"][] = ["get", "head", "put", "patch"];

/** Finds them by calling each operation once. Creating and deleting is left out: it would leave much to clean up. */
export async function findCalls(context: CheckContext): Promise<Calls> {
  const usual: Call[] = [];
  const failing: Call[] = [];
  const operations = context.contract.operations.filter((one) => repeatable.includes(one.method) && !isSelfTest(one));
  for (const operation of operations) {
    const prepared = await context.state.prepare(operation);
    if ("unreachable" in prepared) continue;
    const exchange = await context.send(await context.bind(prepared.call), operation);
    if (isSuccess(exchange)) usual.push(prepared.call);
    const namesSomething = Object.keys(prepared.call.path).length > 0 && !createsByName(operation);
    const sample = namesSomething ? context.state.sample(operation) : undefined;
    if (sample !== undefined && "call" in sample) failing.push(sample.call);
  }
  return { usual, failing };
}
