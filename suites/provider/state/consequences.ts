import { setTimeout as sleep } from "node:timers/promises";
import { type Contract, evaluateTemplate, type Link, type Operation } from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { type Bound, type Created, linkedDeletion, readingOf } from "./created.ts";
import { isFed, linkValue } from "./producers.ts";
import { scopeOf } from "./scope.ts";

const pollMilliseconds = 150;
const maxWaitSeconds = 15;

/** What a job of the service makes of an accepted call some time later, and where it can be read. */
export interface Consequence {
  /** `Operation.id` of what was called. */
  readonly cause: string;
  readonly reading: Bound & { readonly query: Readonly<Record<string, unknown>> };
  readonly exchange: Exchange;
  /** On the clock of `performance.now()`: later than this nothing is expected any more. */
  readonly deadline: number;
}

/**
 * How long a job that keeps its contract takes to make something of what it is given: until it is started the next time,
 * and its run. 0 where the contract has no jobs, or none that can be waited for in a verification.
 */
export function jobMilliseconds({ extension }: Contract): number {
  const seconds = extension.jobs.map(({ everySeconds, timeoutSeconds }) => everySeconds + timeoutSeconds);
  return Math.max(0, ...seconds.filter((one) => one <= maxWaitSeconds)) * 1000;
}

/**
 * What must be expected of an exchange: its answer links to an operation that reads, and that one's answer to a DELETE of
 * something else (an order that is confirmed, the retailer order that a job sends). Only services with jobs have this.
 */
export function consequencesOf(contract: Contract, operation: Operation, exchange: Exchange): readonly Consequence[] {
  const { status } = exchange.response;
  const wait = jobMilliseconds(contract);
  const isAccepted = status < 300 && (operation.method === "post" || operation.method === "put");
  if (wait === 0 || !isAccepted) return [];
  const scope = scopeOf(operation, exchange);
  const links = operation.responses.get(String(status))?.links ?? [];
  return links.flatMap((link): Consequence[] => {
    const target = contract.operations.find(({ id }) => id === link.operationId);
    if (target?.method !== "get" || !isFed(contract, target) || !leadsToDeletion(contract, target)) return [];
    const values = (place: "path" | "query") =>
      target.parameters
        .filter((one) => one.in === place)
        .map(({ name }) => [name, evaluateTemplate(linkValue(link, place, name), scope)])
        .filter(([, value]) => value !== undefined);
    const reading = {
      operation: target,
      path: Object.fromEntries(values("path")),
      query: Object.fromEntries(values("query")),
    };
    return [{ cause: operation.id, reading, exchange, deadline: performance.now() + wait }];
  });
}

/** Waits for a consequence; undefined where none came in time. */
export async function awaitConsequence(
  contract: Contract,
  { cause, reading, deadline }: Consequence,
  read: (call: Omit<Call, "identity">) => Promise<Exchange>,
): Promise<Created | undefined> {
  for (;;) {
    const exchange = await read({ ...reading, headers: {} });
    const deletion = linkedDeletion(contract, reading.operation, exchange);
    if (deletion !== undefined) return { creator: cause, deletion, reading: readingOf(contract, deletion), exchange };
    if (performance.now() >= deadline) return undefined;
    await sleep(pollMilliseconds);
  }
}

/** Whether an answer of the operation links to the deletion of something that has a path of its own. */
function leadsToDeletion(contract: Contract, operation: Operation): boolean {
  const isDeletion = ({ operationId }: Link) => {
    const target = contract.operations.find(({ id }) => id === operationId);
    return target?.method === "delete" && target.path !== operation.path;
  };
  return [...operation.responses.values()].some(({ links }) => links.some(isDeletion));
}
