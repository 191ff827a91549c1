import { abandoned, type Observed } from "../observed.ts";
import { lateness } from "../run.ts";
import type { Slot } from "../slot.ts";

/** The slot that a finish of type `ok` settles: done or explicitly failed by a run that still owned it; undefined: it settles none. */
export function settling(event: Observed): Slot | undefined {
  const { run, outcome } = event;
  if (outcome === abandoned || run?.slot === undefined) return undefined;
  if (lateness(event, run, run.finish) !== 0) return undefined;
  return run.slot.settled === 0 ? run.slot : undefined;
}
