import { labelKey, type MetricFamily, type Sample } from "./exposition.ts";

/** A metric's samples by their labels, without those that tell its own points apart. */
export function metricKey(family: Pick<MetricFamily, "name" | "type">, { labels }: Sample): string {
  const own = { histogram: "le", gaugehistogram: "le", summary: "quantile", stateset: family.name } as const;
  return labelKey(labels, own[family.type as keyof typeof own] ?? "");
}
