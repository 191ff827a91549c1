import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import { anotherPath } from "../another-path.ts";
import { attempt } from "../attempt.ts";
import type { MetricsObserver } from "./observer.ts";
import { reporterOf } from "./report.ts";
import { seriesIn } from "./scrape.ts";

const way = "cardinality";

/** What the findings on paths that the contract does not have speak of. */
export const unknownPath = "unknown path";

/** As many different paths are asked for; fewer different ones show nothing. */
const paths = 12;
const fewest = 6;
/** What was asked may be written down a little later. */
const settlingMilliseconds = 100;

/** Requests for many paths that one operation serves, none of which exists. */
async function pathsOf(context: CheckContext, operation: Operation): Promise<readonly HttpRequest[]> {
  const { contract, random } = context;
  const sampled = context.state.sample(operation);
  if ("unreachable" in sampled) return [];
  const urls = new Map<string, HttpRequest>();
  for (let index = 0; index < paths; index++) {
    const request = await context.bind({
      ...sampled.call,
      path: anotherPath(contract, sampled.call, random.fork(`${operation.id}/${index}`)),
    });
    urls.set(request.url, request);
  }
  return [...urls.values()];
}

/** Requests for many paths that the contract does not have. */
async function unknownPaths(context: CheckContext): Promise<readonly HttpRequest[]> {
  const [url = ""] = context.target.urls;
  const headers = { accept: "application/json" };
  return Array.from({ length: paths }, () => ({
    method: "GET",
    url: `${url}/tercet-${randomBytes(8).toString("hex")}`,
    headers,
  }));
}

/** Whether what is measured grows with what is asked for: with the objects of operations, and with paths that nobody knows. */
export async function judgeCardinality(context: CheckContext, observer: MetricsObserver): Promise<void> {
  for (const operation of context.operations) {
    const namesObjects = operation.method === "get" && operation.path.includes("{");
    if (!namesObjects || !context.selects(way, operation.id)) continue;
    await attempt(context, { check: `measurable/${way}`, operation: operation.id }, async () =>
      judgeGrowth(context, observer, operation, await pathsOf(context, operation)),
    );
  }
  if (!context.selects(way, unknownPath)) return;
  await attempt(context, { check: `measurable/${way}`, operation: unknownPath }, async () =>
    judgeGrowth(context, observer, undefined, await unknownPaths(context)),
  );
}

async function judgeGrowth(
  context: CheckContext,
  observer: MetricsObserver,
  operation: Operation | undefined,
  requests: readonly HttpRequest[],
): Promise<void> {
  const report = reporterOf(context, operation?.id ?? unknownPath);
  const [first, ...others] = requests;
  if (first === undefined || requests.length < fewest) {
    report(way, "skipped", "not exercised: too few different paths can be asked for");
    return;
  }
  // The first one may rightly add what was not there before: its status, its operation.
  await context.send(first, operation);
  const before = seriesIn(await observer.look());
  for (const request of others) await context.send(request, operation);
  await sleep(settlingMilliseconds, undefined, { signal: context.signal }).catch(() => {});
  const added = seriesIn(await observer.look()) - before;
  if (added < others.length) {
    report(way, "pass", `${others.length} different paths added ${added} series.`);
    return;
  }
  const message = `What is measured must not grow with what is asked for, and ${others.length} different paths added ${added} series.`;
  report(way, "fail", message, observer.latest()[0]?.exchange);
}
