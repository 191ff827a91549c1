import { breach, createTally, type Result } from "../../history/judgement.ts";
import { runsOf } from "../runs.ts";
import { seconds } from "../seconds.ts";
import { cutTime, duringCut, inMinority, type Seen } from "../seen.ts";

/**
 * A worker of the minority has no effect any more when the time to live has gone by since the cut: from then on, another
 * worker may own its job. It is judged by what the ledger accepted; what a handler still does in vain is its own affair.
 *
 * It is exercised by each run that a worker of the minority had in hand at the cut, and by each effect that comes too late.
 */
export function minorityStopsWithinTimeToLive(seen: Seen): Result {
  const tally = createTally();
  const deadline = cutTime(seen) + seen.timeToLiveMilliseconds;
  const inHand = runsOf(seen.events).filter(
    ({ worker, granted, ended }) =>
      inMinority(seen, worker) && granted <= seen.cut && (ended === undefined || ended > seen.cut),
  );
  tally.exercised = inHand.length;
  let latestMinorityEffectMilliseconds = 0;
  for (const [index, event] of seen.events.entries()) {
    const { operation, type, repeated, worker, time } = event;
    const number = index + 1;
    if (operation !== "effect" || type !== "ok" || repeated === true) continue;
    if (!inMinority(seen, worker) || !duringCut(seen, number)) continue;
    latestMinorityEffectMilliseconds = Math.max(latestMinorityEffectMilliseconds, time - cutTime(seen));
    if (time <= deadline) continue;
    tally.exercised += 1;
    breach(
      tally,
      [seen.cut + 1, number],
      (cut, effect) =>
        `${effect?.worker} had an effect ${seconds((effect?.time ?? 0) - (cut?.time ?? 0))} after its site was cut off; the time to live is ${seconds(seen.timeToLiveMilliseconds)}`,
    );
  }
  return { ...tally, measurements: { latestMinorityEffectMilliseconds } };
}
