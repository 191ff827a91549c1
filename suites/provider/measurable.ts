import type { Check, CheckContext } from "../kit/check.ts";
import { attempt } from "./attempt.ts";
import { judgeAuthentication } from "./measurable/authentication.ts";
import { judgeCardinality, unknownPath } from "./measurable/cardinality.ts";
import { judgeDependency, recordDependencies } from "./measurable/dependency.ts";
import { callAsStranger, judgeLabels } from "./measurable/disclosures.ts";
import { judgeOperation } from "./measurable/judge-operation.ts";
import { judgeScrapes, severalProcesses } from "./measurable/judge-scrapes.ts";
import { metricsRoute, metricsRouteName } from "./measurable/metrics-route.ts";
import { createMetricsObserver, type MetricsObserver, UnreadableMetrics } from "./measurable/observer.ts";
import { type ReportOn, reporterOf } from "./measurable/report.ts";

const guarantee = "measurable";

/** What is judged for each operation, but for the growth of the series. */
const operationWays = ["request-counter", "refusal-counter", "latency"];

/** What the service did, refused and asked of others can be read from its metrics route, by what any scraper understands. */
export const measurable: Check = {
  guarantee,
  statement: "All of it is measurable: requests, refusals and calls to dependencies are counted, and can be scraped.",
  rationale:
    "Who runs a hundred services sees them through their metrics alone; what is not counted did not happen, and a series for each object or caller takes the monitoring down with it.",
  standard: {
    title: "OpenMetrics 1.0; Prometheus text format 0.0.4",
    url: "https://prometheus.io/docs/specs/om/open_metrics_spec/",
  },
  severity: "moderate",
  appliesWhen: "the contract declares a metrics route (`x-tercet.metrics`)",
  needs: ["a token source", "a stand-in for a dependency"],
  maxSeconds: 120,
  mend: "Count every answer by operation and status, and every call to a dependency by its name, with a maintained metrics library; label by the route's template, never by path, caller or object.",
  safeInProduction: ["exposition", "authenticated", "scrape-time", "monotonic", "labels"],
  ways: () => [
    "exposition",
    "authenticated",
    "scrape-time",
    ...operationWays,
    "dependency-counter",
    "cardinality",
    "labels",
    "monotonic",
  ],
  subjects: (contract) => [unknownPath, metricsRouteName(contract), ...dependenciesOf(contract)],
  inapplicable: ({ extension }) =>
    extension.metrics === undefined ? "the contract declares no metrics route (x-tercet.metrics)" : undefined,
  async run(context) {
    const name = metricsRouteName(context.contract);
    const route = await metricsRoute(context);
    if ("unreachable" in route) {
      const message = `not exercised: ${route.unreachable}`;
      context.report({ check: `${guarantee}/exposition`, operation: name, verdict: "skipped", message });
      return;
    }
    const report = reporterOf(context, name);
    await attempt(context, { check: `${guarantee}/authenticated`, operation: name }, () =>
      judgeAuthentication(context, route, report),
    );
    await attempt(context, { check: `${guarantee}/exposition`, operation: name }, async () => {
      try {
        await observe(context, await createMetricsObserver(context, route), report);
      } catch (error) {
        if (!(error instanceof UnreadableMetrics)) throw error;
        const { fault, exchange } = error.unreadable;
        const message = `The metrics route must answer OpenMetrics or Prometheus text (x-tercet.metrics), and ${fault}.`;
        report("exposition", "fail", message, exchange);
      }
    });
  },
};

async function observe(context: CheckContext, observer: MetricsObserver, report: ReportOn): Promise<void> {
  const first = observer.latest();
  const recordings = recordDependencies(context);
  try {
    const caller = context.selects("labels") ? await callAsStranger(context) : undefined;
    await judgeMovements(context, observer, report);
    for (const service of dependenciesOf(context.contract)) {
      if (!context.selects("dependency-counter", service)) continue;
      const judged = await judgeDependency(service, recordings.get(service), observer, first);
      reporterOf(context, service)("dependency-counter", judged.verdict, judged.message);
    }
    await judgeLabels(observer, caller, report);
  } finally {
    for (const recording of recordings.values()) recording.stop();
  }
  await judgeScrapes(observer, report);
}

/** What shows only where each process is asked by itself. Calls to dependencies are caused by asking every operation. */
async function judgeMovements(context: CheckContext, observer: MetricsObserver, report: ReportOn): Promise<void> {
  const { contract } = context;
  const asksOthers = dependenciesOf(contract).some((service) => context.selects("dependency-counter", service));
  const operations = (asksOthers ? contract.operations : context.operations).filter(
    ({ id, path }) =>
      path !== contract.extension.metrics && (asksOthers || operationWays.some((way) => context.selects(way, id))),
  );
  if (operations.length > 0 && (await observer.isSeveral())) {
    report("request-counter", "inconclusive", severalProcesses);
    return;
  }
  for (const operation of operations) {
    await attempt(context, { check: `${guarantee}/request-counter`, operation: operation.id }, () =>
      judgeOperation(context, observer, operation),
    );
  }
  await judgeCardinality(context, observer);
}

function dependenciesOf({ extension }: CheckContext["contract"]): readonly string[] {
  return extension.dependencies.map(({ service }) => service);
}
