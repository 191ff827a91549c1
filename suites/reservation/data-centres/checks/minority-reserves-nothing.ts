import { breach, createTally, type Result } from "../../history/judgement.ts";
import { createPending } from "../pending.ts";
import { duringCut, inMinority, type Seen } from "../seen.ts";

/**
 * No worker of the minority is granted a reservation that it began after the cut and before the healing: a site that cannot
 * ask the majority cannot know who owns a job.
 *
 * It is exercised by each reservation that a worker of the minority tried during the cut.
 */
export function minorityReservesNothing(seen: Seen): Result {
  const tally = createTally();
  const pending = createPending();
  for (const [index, event] of seen.events.entries()) {
    const number = index + 1;
    if (event.operation !== "reserve" || !inMinority(seen, event.worker)) continue;
    const begun = pending.begun(event, number);
    if (!duringCut(seen, begun) || !duringCut(seen, number)) continue;
    if (event.type === "invoke") tally.exercised += 1;
    if (event.type !== "ok") continue;
    breach(
      tally,
      [begun, number],
      (_begun, grant) => `${grant?.worker} reserved ${grant?.job} although its site was cut off from the majority`,
    );
  }
  return tally;
}
