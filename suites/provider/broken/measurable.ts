import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../../contracts/index.ts";
import type { Arrangement } from "./arrangement.ts";
import { printers } from "./arrangements/printers.ts";
import { parcelsDocument } from "./contract.ts";
import type { Fault } from "./fault.ts";
import type { Metrics } from "./metrics.ts";
import { type Change, createProvider } from "./provider.ts";

const guarantee = "measurable";
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  surroundings: Pick<Fault, "arrangement"> = {},
): Fault => ({ name, guarantee, caughtBy, change, ...surroundings });

/** The same provider, which promises how fast it answers. */
const rated: Arrangement = {
  document: {
    ...parcelsDocument,
    "x-tercet": {
      ...(parcelsDocument["x-tercet"] as JsonObject),
      capacity: { ratedRequestsPerSecond: 10, p99Milliseconds: 500 },
    },
  },
  start: createProvider,
};

/** Measures in another way. */
const measuring =
  (change: (metrics: Metrics) => Partial<Metrics>): Change =>
  (parts) => ({ metrics: { ...parts.metrics, ...change(parts.metrics) } });

/** Exposes another text. */
const exposing = (change: (text: string) => string): Change =>
  measuring((metrics) => ({ expose: () => change(metrics.expose()) }));

/** Exposes one more counter, which is kept by another label. */
const counting = (labelOf: (request: Parameters<Metrics["count"]>[0]) => string): Change =>
  measuring((metrics) => {
    const counts = new Map<string, number>();
    return {
      count(request, status, seconds) {
        metrics.count(request, status, seconds);
        const label = labelOf(request);
        counts.set(label, (counts.get(label) ?? 0) + 1);
      },
      expose() {
        const lines = [...counts].map(([label, count]) => `asked_total{by=${JSON.stringify(label)}} ${count}\n`);
        return `${metrics.expose()}# TYPE asked_total counter\n${lines.join("")}`;
      },
    };
  });

/** Providers that do not measure what they do, or tell too much of it. */
export const measurementFaults: readonly Fault[] = [
  fault(
    "writes-types-after-their-samples",
    ["exposition"],
    exposing((text) => text.replace(/(# TYPE http_requests_total counter\n)((?:http_requests_total.*\n)+)/, "$2$1")),
  ),
  fault(
    "repeats-a-series",
    ["exposition"],
    exposing((text) => text.replace(/^(http_requests_total.*\n)/m, "$1$1")),
  ),
  fault(
    "writes-buckets-that-are-not-cumulative",
    ["exposition"],
    exposing((text) => text.replaceAll(/(le="(?:0\.1|1)"}) \d+/g, "$1 0")),
  ),
  fault(
    "leaves-out-the-last-bucket",
    ["exposition"],
    exposing((text) => text.replaceAll(/.*le="\+Inf".*\n/g, "")),
  ),
  fault(
    "does-not-end-its-last-line",
    ["exposition"],
    exposing((text) => text.trimEnd()),
  ),
  fault(
    "does-not-escape-labels",
    ["exposition"],
    exposing((text) => `${text}# TYPE released_info gauge\nreleased_info{name="the "new" one"} 1\n`),
  ),
  fault("calls-its-own-format-openmetrics", ["exposition"], (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      if (request.path !== "/metrics" || answer.status !== 200) return answer;
      const type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
      return { ...answer, headers: { ...answer.headers, "content-type": type } };
    },
  })),
  fault("shows-metrics-to-everybody", ["authenticated"], (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      if (request.path !== "/metrics" || answer.status !== 401) return answer;
      const headers = { "content-type": "text/plain; version=0.0.4" };
      return { status: 200, headers, body: parts.metrics.expose() };
    },
  })),
  fault("takes-long-to-add-up", ["scrape-time"], (parts) => ({
    async handle(request, all) {
      if (request.path === "/metrics") await sleep(1050);
      return parts.handle(request, all);
    },
  })),
  fault(
    "does-not-count-one-operation",
    ["request-counter"],
    measuring(({ count }) => ({
      count: (request, ...rest) => (request.path === "/v1/status" ? undefined : count(request, ...rest)),
    })),
  ),
  fault(
    "counts-a-sample",
    ["request-counter"],
    measuring(({ count }) => {
      let seen = 0;
      return { count: (...answer) => (seen++ % 4 === 0 ? count(...answer) : undefined) };
    }),
  ),
  fault(
    "does-not-tell-refusals-apart",
    ["refusal-counter"],
    measuring(({ count }) => ({ count: (request, _status, seconds) => count(request, 200, seconds) })),
  ),
  fault(
    "does-not-count-who-is-not-authenticated",
    ["refusal-counter"],
    measuring(({ count }) => ({
      count: (request, status, seconds) => (status === 401 ? undefined : count(request, status, seconds)),
    })),
  ),
  fault(
    "does-not-measure-time",
    ["latency"],
    exposing((text) => text.replaceAll(/.*http_request_duration_seconds.*\n/g, "")),
    { arrangement: rated },
  ),
  fault(
    "does-not-count-what-it-asks-of-others",
    ["dependency-counter"],
    measuring(() => ({ countCall: () => {} })),
    {
      arrangement: printers,
    },
  ),
  fault(
    "has-a-series-for-each-path",
    ["cardinality"],
    counting(({ path }) => path),
  ),
  fault("names-its-callers", ["labels"], (parts) => {
    const callers: string[] = [];
    return {
      caller(claims) {
        const caller = parts.caller(claims);
        callers.push(caller.subject);
        return caller;
      },
      ...counting(() => callers.at(-1) ?? "")(parts),
    };
  }),
  fault(
    "keeps-tokens-in-labels",
    ["labels"],
    counting(({ headers }) => headers.authorization ?? ""),
  ),
  fault(
    "begins-again-after-each-scrape",
    ["monotonic"],
    measuring(({ expose }) => {
      const told = new Map<string, number>();
      return {
        expose: () =>
          expose().replaceAll(/^(http_requests_total.*}) (\d+)$/gm, (_, series: string, count: string) => {
            const since = Number(count) - (told.get(series) ?? 0);
            told.set(series, Number(count));
            return `${series} ${since}`;
          }),
      };
    }),
  ),
];
