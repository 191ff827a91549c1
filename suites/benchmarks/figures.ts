import type { Samples } from "./samples.ts";

/** Milliseconds as people read them: `3.4 ms`, `340 ms`, `3.4 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${significant(milliseconds)} ms` : `${significant(milliseconds / 1000)} s`;
}

/** A count with separators: `52,000`. */
export function count(figure: number): string {
  return Math.round(figure).toLocaleString("en-GB");
}

/** A share of one as `97.3 %`. */
export function percentage(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

/** How many times: `20.4 ×`. */
export function times(ratio: number): string {
  return `${significant(ratio)} ×`;
}

/** Least, median and greatest as three cells. */
export function cells(samples: Samples, show: (figure: number) => string): string[] {
  return [samples.minimum, samples.median, samples.maximum].map(show);
}

/** Two digits that count below 10, three below 1,000, whole above. */
function significant(figure: number): string {
  if (figure >= 100) return count(figure);
  return figure.toFixed(figure < 10 ? 2 : 1);
}
