import { ExpositionFault, labelKey, type MetricFamily, type Sample } from "./exposition.ts";
import { readNumber } from "./sample-line.ts";

/** Suffixes of what belongs to a histogram; those of a gauge histogram are its own. */
const parts = {
  histogram: { count: "_count", sum: "_sum" },
  gaugehistogram: { count: "_gcount", sum: "_gsum" },
} as const;

/**
 * Holds histograms against what both formats say of them: each has a bucket for +Inf, buckets are cumulative and in order, and
 * the count is that of +Inf. `isStrict`: count and sum come together, as OpenMetrics asks. Throws `ExpositionFault`.
 */
export function checkHistogram(family: MetricFamily, isStrict: boolean): void {
  const { name, type, samples } = family;
  const { count, sum } = type === "gaugehistogram" ? parts.gaugehistogram : parts.histogram;
  for (const [key, group] of groupBy(
    samples,
    (sample) => `${labelKey(sample.labels, "le")}${sample.timestamp ?? ""}`,
  )) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(boundOf);
    const [first] = group as [Sample, ...Sample[]];
    const fault = (message: string) =>
      new ExpositionFault(`the histogram ${name}${key.slice(0, 80)} ${message}`, first.line);
    if (buckets.at(-1)?.labels.get("le") !== "+Inf") throw fault('has no last bucket with le="+Inf"');
    if (bounds.some((bound, index) => bound <= (bounds[index - 1] ?? Number.NEGATIVE_INFINITY) && index > 0)) {
      throw fault("has buckets that are not in the order of their bounds");
    }
    const values = buckets.map(({ value }) => value);
    if (values.some((value, index) => !(value >= (values[index - 1] ?? 0))))
      throw fault("has buckets that are not cumulative");
    const counted = group.find((sample) => sample.name === `${name}${count}`)?.value;
    if (counted !== undefined && counted !== values.at(-1)) {
      throw fault(`counts ${counted}, and its bucket +Inf ${values.at(-1)}`);
    }
    const total = group.find((sample) => sample.name === `${name}${sum}`)?.value;
    const hasNegative = (bounds[0] ?? 0) < 0;
    if (isStrict && (counted === undefined) !== (total === undefined))
      throw fault(`has one of ${count} and ${sum}, and not the other`);
    if (isStrict && hasNegative && type === "histogram" && total !== undefined)
      throw fault("has negative bounds, and so must have no sum");
    if (Number.isNaN(total) || (total !== undefined && total < 0 && !hasNegative)) throw fault(`has the sum ${total}`);
  }
}

function boundOf({ labels, line }: Sample): number {
  const text = labels.get("le");
  const bound = text === undefined ? undefined : readNumber(text);
  if (bound === undefined || Number.isNaN(bound))
    throw new ExpositionFault("a bucket has no le that is a number", line);
  return bound;
}

/** Items by a key, in the order in which the keys come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
