import type { HistoryEvent } from "../../history/event.ts";
import { breach, createTally, type Result } from "../../history/judgement.ts";
import { createPending } from "../pending.ts";
import { nameOf, runsOf } from "../runs.ts";
import { duringCut, inMinority, type Seen } from "../seen.ts";

const written: readonly HistoryEvent["operation"][] = [
  "heartbeat",
  "progress",
  "check",
  "milestone",
  "effect",
  "finish",
];

/**
 * A run of the minority over which the majority has reserved the job is over for good: when the sites find each other
 * again, and what was held on the way arrives, nothing that its worker begins succeeds.
 *
 * It is exercised by each run of a worker of the minority that was superseded during the cut.
 */
export function healingResurrectsNoOwner(seen: Seen): Result {
  const tally = createTally();
  const pending = createPending();
  const superseded = new Map(
    runsOf(seen.events)
      .filter(({ worker, superseded = 0 }) => inMinority(seen, worker) && duringCut(seen, superseded))
      .map((run) => [nameOf({ ...run, run: run.name }), run]),
  );
  tally.exercised = superseded.size;
  for (const [index, event] of seen.events.entries()) {
    const number = index + 1;
    const begun = pending.begun(event, number);
    const run = superseded.get(nameOf(event));
    if (run?.superseded === undefined || number <= seen.healed || begun <= run.superseded) continue;
    if (event.type !== "ok" || event.repeated === true || !written.includes(event.operation)) continue;
    breach(
      tally,
      [run.granted, run.superseded, number],
      (_granted, by, late) =>
        `after the sites were healed, ${late?.worker} still did ${late?.operation} as the owner of ${late?.job}, which ${by?.worker} had reserved during the cut`,
    );
  }
  return tally;
}
