import type { CheckContext, Report } from "../../kit/check.ts";
import type { DatabaseReader } from "../../kit/database-view.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import { type Instance, instancesOf } from "../../kit/instance.ts";
import { type LoadOutcome, putLoad } from "../load/put-load.ts";
import { type Calls, findCalls } from "./calls.ts";
import { excessOf } from "./excess.ts";
import { reportAnswers } from "./judge-answers.ts";
import { judgeReturned } from "./judge-returned.ts";
import { type Sighting, watchConnections } from "./watch.ts";

/** The ways of refutation of `throttled-database`. */
export const ways = ["connections", "answers", "returned"] as const;

/** So many times as many calls as declared connections are under way at once, within bounds. */
const pressure = 4;
const [minInFlight, maxInFlight] = [48, 200];
const loadMilliseconds = 1500;
/** In each second, beside those that are under way from the beginning. */
const requestsPerSecond = 400;

/** Puts load on all instances at once, and looks into the database meanwhile and afterwards. */
export async function judgeDatabase(context: CheckContext): Promise<void> {
  const { contract, target } = context;
  const maxConnections = contract.extension.database?.maxConnections ?? 0;
  const report = (way: (typeof ways)[number], finding: Pick<Report, "verdict" | "message">) =>
    context.report({ check: `throttled-database/${way}`, operation: contract.service, ...finding });
  const concurrency = Math.min(Math.max(pressure * maxConnections, minInFlight), maxInFlight);
  if (maxConnections >= concurrency) {
    const message = `not exercised: ${maxConnections} connections are declared, and no more than ${concurrency} calls are made at once`;
    return report("connections", { verdict: "skipped", message });
  }
  const reader = await target.database?.connect();
  if (reader === undefined) return;
  try {
    const calls = await findCalls(context);
    if (calls.usual.length === 0) {
      const message = "not exercised: no operation that reads or changes could be called with success";
      return report("connections", { verdict: "skipped", message });
    }
    const before = new Set((await reader.connections()).filter(({ state }) => state !== "idle").map(({ id }) => id));
    const { outcome, sighting } = await loadAndWatch(context, reader, calls, { concurrency, maxConnections });
    report("connections", connectionsFinding(context, reader, { outcome, sighting, maxConnections }));
    reportAnswers(context, outcome);
    const isAsked = sighting.most > 0 && context.selects("returned", contract.service);
    if (isAsked) report("returned", await judgeReturned(context, reader, calls, before));
  } finally {
    await reader.close();
  }
}

async function loadAndWatch(
  context: CheckContext,
  reader: DatabaseReader,
  calls: Calls,
  { concurrency, maxConnections }: { readonly concurrency: number; readonly maxConnections: number },
): Promise<{ readonly outcome: LoadOutcome; readonly sighting: Sighting }> {
  const instances = instancesOf(context.target);
  const all = [...calls.usual, ...calls.failing];
  let turn = 0;
  const watch = watchConnections(reader);
  const outcome = await putLoad(context, {
    async next() {
      const call = all[turn % all.length] as (typeof all)[number];
      // Each instance gets each call.
      const instance = instances[Math.floor(turn++ / all.length) % instances.length] as Instance;
      const request: HttpRequest = await context.at(instance).bind(call);
      return { operation: call.operation, request };
    },
    concurrency,
    requestsPerSecond,
    milliseconds: loadMilliseconds,
    until: () => excessOf(watch.sighting, maxConnections) !== undefined,
  });
  return { outcome, sighting: await watch.stop() };
}

function connectionsFinding(
  { contract }: CheckContext,
  { engine, scope }: DatabaseReader,
  seen: { readonly outcome: LoadOutcome; readonly sighting: Sighting; readonly maxConnections: number },
): Pick<Report, "verdict" | "message"> {
  const { outcome, sighting, maxConnections } = seen;
  const excess = excessOf(sighting, maxConnections);
  if (sighting.most === 0) {
    const message = `not exercised: ${engine} showed no ${scope} while ${outcome.sent} requests were sent; check that database.url and database.user are the service's`;
    return { verdict: "skipped", message };
  }
  if (excess !== undefined) {
    const message = `${contract.service} must hold no more than ${maxConnections} connections over all instances (x-tercet.database.maxConnections), and under load held ${excess} (${engine}, ${scope}).`;
    return { verdict: "fail", message };
  }
  const message = `${contract.service} held at most ${sighting.held} connections of ${maxConnections} in ${sighting.looks} looks while ${outcome.sent} requests were sent (${engine}, ${scope}).`;
  return { verdict: "pass", message };
}
