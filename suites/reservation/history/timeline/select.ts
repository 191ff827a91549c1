import type { HistoryEvent } from "../event.ts";

/**
 * The numbers of at most `limit` events, ascending: what violations cite, what breaks a property and what the harness did
 * go first, then what is nearest to them.
 */
export function selectEvents(
  events: readonly HistoryEvent[],
  options: {
    readonly cited: readonly number[];
    readonly breaches: readonly { readonly number: number }[];
    readonly limit: number;
  },
): number[] {
  const all = events.map((_, index) => index + 1);
  if (all.length <= options.limit) return all;
  const cited = new Set(options.cited);
  const told = new Set([...cited, ...options.breaches.map(({ number }) => number)]);
  const faults = all.filter((number) => events[number - 1]?.operation === "fault");
  // A history without any of them is shown from its beginning.
  const centres = told.size > 0 ? [...told] : faults.length > 0 ? faults : [1];
  const distances = distancesTo(centres, all.length);
  for (const number of faults) distances[number - 1] = 0;
  // What is cited comes even before what is as near: there may be thousands of breaches.
  for (const number of cited) distances[number - 1] = -1;
  const distanceOf = (number: number) => distances[number - 1] as number;
  return all
    .toSorted((a, b) => distanceOf(a) - distanceOf(b) || a - b)
    .slice(0, options.limit)
    .toSorted((a, b) => a - b);
}

/** For each number from 1 to `length`, how far it is from the nearest of the centres. */
function distancesTo(centres: readonly number[], length: number): number[] {
  const distances = new Array<number>(length).fill(Number.POSITIVE_INFINITY);
  for (const centre of centres) distances[centre - 1] = 0;
  for (let index = 1; index < length; index++) {
    distances[index] = Math.min(distances[index] as number, (distances[index - 1] as number) + 1);
  }
  for (let index = length - 2; index >= 0; index--) {
    distances[index] = Math.min(distances[index] as number, (distances[index + 1] as number) + 1);
  }
  return distances;
}
