import { TercetError } from "../../contracts/index.ts";
import { type Fault, type Point, pointsOf } from "../../suites/index.ts";

/** One run of workers under one fault. */
export interface JobTrial {
  readonly fault: Fault;
  readonly points: readonly Point[];
  /** Stands in the case's id: the fault, and the point where the fault can be done to a store once. */
  readonly name: string;
}

/**
 * What is run for these faults, of jobs with these milestones: one trial for each; one for each point where it can be done to a store once. With `at`, at
 * that point alone. Throws `TercetError` (`usage`) where no fault is done there.
 */
export function planTrials(
  faults: readonly Fault[],
  milestones: readonly string[],
  at: string | undefined,
): readonly JobTrial[] {
  const all = pointsOf(milestones);
  const trials = faults.flatMap((fault): JobTrial[] => {
    const possible = fault.points(all);
    const points = at === undefined ? possible : possible.filter(({ name }) => name === at);
    if (at !== undefined && points.length === 0) return [];
    if (!fault.once) return [{ fault, points, name: fault.name }];
    return points.map((point) => ({ fault, points: [point], name: `${fault.name}/${point.name}` }));
  });
  if (trials.length > 0) return trials;
  const choices = [...new Set(faults.flatMap((fault) => fault.points(all).map(({ name }) => name)))];
  const under = faults.map(({ name }) => name).join(", ");
  throw new TercetError(
    "usage",
    choices.length === 0
      ? `The fault ${under} chooses its points by itself: leave out --at.`
      : `The fault ${under} is not done at ${at}: choose ${choices.join(", ")}.`,
  );
}
