import { setTimeout as sleep } from "node:timers/promises";
import { canonical, isObject, type Operation } from "../../../contracts/index.ts";
import type { CheckContext, PreparedCall } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { isOperatorRoute } from "../operator-route.ts";
import { type Judged, runSelfTest, type SelfTestRoute } from "./route.ts";

/** A difference that shows must show again within so many runs; they may be answered from a cache for a while. */
const confirmation = { runs: 8, everyMilliseconds: 1000 };

/** What the service shows of how much it holds. */
type Inventory = ReadonlyMap<string, { readonly size: string; readonly exchange: Exchange }>;

/**
 * Whether a self-test leaves more, or less, than there was: by the lengths of lists and the numbers that reading operations
 * show. What changes by itself is left out; a difference counts when the next self-test makes it again.
 */
export async function judgeTrack(route: SelfTestRoute): Promise<Judged> {
  const { context, operation } = route;
  const lists = await listsOf(context);
  const idle = await inventoryOf(context, lists);
  const before = await inventoryOf(context, lists);
  const watched = [...before.keys()].filter((name) => idle.get(name)?.size === before.get(name)?.size);
  if (watched.length === 0) {
    const message = "not exercised: no reading operation without parameters in its path shows what the service holds";
    return { verdict: "skipped", message };
  }
  const changedSince = async (earlier: Inventory) => {
    const now = await inventoryOf(context, lists);
    return { now, changed: watched.find((name) => now.get(name)?.size !== earlier.get(name)?.size) };
  };
  await runSelfTest(route);
  let { now, changed } = await changedSince(before);
  const held = `Before and after a run of ${operation.id} ${watched.join(", ")} show as much.`;
  if (changed === undefined) return { verdict: "pass", message: held };
  const first = changed;
  for (let run = 0; run < confirmation.runs; run++) {
    // What others change meanwhile must not be taken for a track.
    const rest = await changedSince(now);
    ({ now } = rest);
    await runSelfTest(route);
    ({ now, changed } = await changedSince(now));
    if (changed === first && rest.changed === undefined) {
      const message = `A self-test must leave no track, and each run of ${operation.id} changes how much ${first} shows.`;
      return { verdict: "fail", message, exchange: now.get(first)?.exchange };
    }
    await sleep(confirmation.everyMilliseconds, undefined, { signal: context.signal }).catch(() => {});
  }
  return { verdict: "pass", message: `${held} One difference in ${first} was not made again.` };
}

/** Reading operations that need nothing to be created. */
async function listsOf(context: CheckContext): Promise<readonly PreparedCall[]> {
  const { contract } = context;
  const isList = (operation: Operation) =>
    operation.method === "get" && !operation.path.includes("{") && !isOperatorRoute(contract, operation);
  const lists: PreparedCall[] = [];
  for (const operation of contract.operations.filter(isList)) {
    const prepared = await context.state.prepare(operation);
    if (!("unreachable" in prepared)) lists.push(prepared);
  }
  return lists;
}

async function inventoryOf(context: CheckContext, lists: readonly PreparedCall[]): Promise<Inventory> {
  const inventory = new Map<string, { size: string; exchange: Exchange }>();
  for (const { call } of lists) {
    const exchange = await context.send(await context.bind(call), call.operation);
    if (exchange.response.status !== 200) continue;
    try {
      inventory.set(call.operation.id, { size: canonical(sizeOf(JSON.parse(exchange.response.body))), exchange });
    } catch {
      // What is no JSON shows no size.
    }
  }
  return inventory;
}

/** Lists become their length; other values stay. */
function sizeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length;
  if (!isObject(value)) return typeof value === "number" ? value : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sizeOf(member)]));
}
