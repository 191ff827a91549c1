/** Milliseconds as they stand in a sentence: `1.5 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
