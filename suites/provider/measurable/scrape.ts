import type { CheckContext } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { instanceName } from "../../kit/instance.ts";
import { labelKey, type MetricFamily, type Sample } from "./exposition/exposition.ts";
import { parseExposition } from "./exposition/parse.ts";
import { type MetricsRoute, measuredInstances } from "./metrics-route.ts";

/** What one instance exposed at one time. */
export interface InstanceScrape {
  readonly instance: string;
  readonly exchange: Exchange;
  readonly families: readonly MetricFamily[];
  /** Everything that only grows, by the text of its series. */
  readonly counts: ReadonlyMap<string, Count>;
}

/** A number of events: a counter, or the count of a histogram or a summary. */
export interface Count {
  readonly family: string;
  readonly value: number;
  /** It comes with a distribution of what was measured. */
  readonly isDistribution: boolean;
  /** It adds up an amount (bytes, seconds), and so says nothing of how often something happened. */
  readonly isAmount: boolean;
}

/** Units of measurement at the end of a counter's name (OpenMetrics 1.0, "Units and Base Units", and others in use). */
const unit = /_(?:bytes|bits|octets|joules|(?:milli|micro|nano)?seconds|ms|us|ns)(?:_total)?$/;

/** What all instances exposed. */
export type Scrape = readonly InstanceScrape[];

/** An exposition that cannot be read, or no exposition. */
export interface Unreadable {
  readonly fault: string;
  readonly exchange: Exchange;
}

/** Scrapes every instance once. */
export async function scrape(context: CheckContext, route: MetricsRoute): Promise<Scrape | Unreadable> {
  const scraped: InstanceScrape[] = [];
  for (const instance of measuredInstances(context)) {
    const exchange = await context.send(await route.request(instance), route.operation);
    const { status, headers, body } = exchange.response;
    if (status !== 200) return { fault: `it answered ${status}`, exchange };
    const exposition = parseExposition([headers["content-type"] ?? ""].flat().join(", "), body);
    if ("fault" in exposition) return { fault: exposition.fault, exchange };
    const { families } = exposition;
    scraped.push({ instance: instanceName(instance), exchange, families, counts: countsOf(families) });
  }
  return scraped;
}

/** How many series there are, all instances together; the buckets and quantiles of one distribution are one. */
export function seriesIn(scraped: Scrape): number {
  const series = scraped.map(
    ({ families }) =>
      new Set(families.flatMap(({ name, samples }) => samples.map((sample) => `${name}${keyOf(sample)}`))).size,
  );
  return series.reduce((sum, one) => sum + one, 0);
}

function keyOf({ labels }: Sample): string {
  return labelKey(labels, "le", "quantile");
}

function countsOf(families: readonly MetricFamily[]): ReadonlyMap<string, Count> {
  return new Map(
    families.flatMap((family) =>
      family.samples
        .filter((sample) => isCount(family, sample))
        .map((sample) => [
          `${sample.name}${labelKey(sample.labels)}`,
          {
            family: family.name,
            value: sample.value,
            isDistribution: sample.name.endsWith("_count"),
            isAmount: unit.test(sample.name),
          },
        ]),
    ),
  );
}

/** A family without a type may still say by its name what it counts. */
function isCount({ name, type }: MetricFamily, sample: Sample): boolean {
  if (type === "counter") return !sample.name.endsWith("_created");
  if (type === "histogram" || type === "summary") return sample.name === `${name}_count`;
  return (type === "unknown" || type === "untyped") && /_(total|count)$/.test(sample.name);
}
