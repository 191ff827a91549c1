import { performance } from "node:perf_hooks";

/** What one contender was measured at, over all repetitions; the unit is the part's. */
export interface Samples {
  readonly count: number;
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
}

/** One of those that are measured side by side. */
export interface Contender {
  readonly name: string;
  /** Does the work once and resolves to the figure: milliseconds, or requests per second. */
  readonly measure: () => Promise<number>;
}

/** How often is measured. */
export interface Turns {
  /** Turns that do not count. */
  readonly warmUps: number;
  readonly repetitions: number;
  /** No turn is begun after this time, but there is always one that counts. */
  readonly budgetMilliseconds: number;
}

/**
 * Measures contenders in turn: whatever else the machine does meanwhile then strikes all of them alike, and their ratios
 * hold although the figures themselves may not.
 */
export async function measureInTurn(contenders: readonly Contender[], turns: Turns): Promise<readonly Samples[]> {
  const figures = contenders.map((): number[] => []);
  const deadline = performance.now() + turns.budgetMilliseconds;
  for (let turn = -turns.warmUps; turn < turns.repetitions; turn++) {
    if (turn > 0 && performance.now() > deadline) break;
    for (const [index, { measure }] of contenders.entries()) {
      const figure = await measure();
      if (turn >= 0) figures[index]?.push(figure);
    }
  }
  return figures.map(summarise);
}

/** Least, middle and greatest of a non-empty list. */
export function summarise(figures: readonly number[]): Samples {
  return {
    count: figures.length,
    minimum: quantile(figures, 0),
    median: quantile(figures, 0.5),
    maximum: quantile(figures, 1),
  };
}

/** The smallest figure that at least this share of a non-empty list does not exceed (nearest rank). */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const figure = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (figure === undefined) throw new RangeError("quantile() needs a non-empty list");
  return figure;
}
