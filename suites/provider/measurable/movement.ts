import type { Scrape } from "./scrape.ts";

/** How much each number of events grew between two scrapes, all instances together. */
export interface Movement {
  /** By series, as far as it moved. */
  readonly series: ReadonlyMap<string, number>;
  /** By family. */
  readonly families: ReadonlyMap<string, number>;
  /** Families with a distribution. */
  readonly distributions: ReadonlySet<string>;
}

/** Compares two scrapes; a series that is new began at zero. */
export function movementBetween(before: Scrape, after: Scrape): Movement {
  const series = new Map<string, number>();
  const families = new Map<string, number>();
  const distributions = new Set<string>();
  for (const { instance, counts } of after) {
    const earlier = before.find((one) => one.instance === instance)?.counts;
    for (const [key, { family, value, isDistribution, isAmount }] of counts) {
      const grown = value - (earlier?.get(key)?.value ?? 0);
      if (isAmount || !(grown > 0) || !Number.isInteger(grown)) continue;
      series.set(key, (series.get(key) ?? 0) + grown);
      families.set(family, (families.get(family) ?? 0) + grown);
      if (isDistribution) distributions.add(family);
    }
  }
  return { series, families, distributions };
}

/** A count that went down at an instance between two scrapes, as a clause; undefined where none did. */
export function declineBetween(before: Scrape, after: Scrape): string | undefined {
  for (const { instance, counts } of after) {
    const earlier = before.find((one) => one.instance === instance)?.counts;
    for (const [key, { value }] of counts) {
      const was = earlier?.get(key)?.value;
      if (was !== undefined && value < was) return `${key} went from ${was} to ${value}`;
    }
  }
  return undefined;
}

/** Whether a count went down or away and came back, with nothing asked in between: the counts of two processes do. */
export function returns(idle: readonly Scrape[]): boolean {
  const [first, ...others] = idle;
  return (first ?? []).some(({ instance, counts }) => {
    const later = others.map((one) => one.find((scraped) => scraped.instance === instance)?.counts);
    return [...counts].some(([key, { value }]) => {
      const values = later.map((one) => one?.get(key)?.value ?? Number.NEGATIVE_INFINITY);
      const lowered = values.findIndex((other) => other < value);
      return lowered >= 0 && values.slice(lowered).some((other) => other >= value);
    });
  });
}

/** When the process behind each instance started, as far as it says so: by this several behind one address show. */
export function startTimes(scraped: Scrape): string {
  const of = (families: Scrape[number]["families"]) =>
    families.find(({ name }) => name === "process_start_time_seconds")?.samples[0]?.text ?? "";
  return scraped.map(({ families }) => of(families)).join(" ");
}
