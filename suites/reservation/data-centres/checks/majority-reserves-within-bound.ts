import type { HistoryEvent } from "../../history/event.ts";
import { breach, createTally, type Result } from "../../history/judgement.ts";
import { seconds } from "../seconds.ts";
import { cutTime, duringCut, healTime, inMinority, type Seen, servedMilliseconds } from "../seen.ts";

/** So often a worker must have been refused a job that nobody can own any more, before it is held to the bound. */
const refusals = 4;

/**
 * During the cut, a worker of the majority reserves each job, and again and again, with no more than the bound between: the
 * time to live, and what operations take that first ask a node out of reach. While the store itself is out of order, as in
 * an election, time does not count; nor is anybody held to a bound who got no answers, as on a machine that has too much else
 * to do. A cut that leaves nobody without a majority leaves all of them in it.
 *
 * It is exercised by each job that was reserved during the cut, or not although the bound went by.
 */
export function majorityReservesWithinBound(seen: Seen): Result {
  const tally = createTally();
  const from = cutTime(seen);
  const to = healTime(seen);
  let longestMajorityWaitMilliseconds = 0;
  for (const job of new Set(seen.events.map((event) => event.job))) {
    let before = { time: from, number: seen.cut + 1 };
    let reserved = 0;
    const judge = (time: number, number: number) => {
      const milliseconds = servedMilliseconds(seen, before.time, time);
      longestMajorityWaitMilliseconds = Math.max(longestMajorityWaitMilliseconds, milliseconds);
      const { number: last } = before;
      before = { time, number };
      if (milliseconds <= seen.boundMilliseconds || !wasRefusedAgainAndAgain(seen, job, last, number)) return;
      breach(
        tally,
        [last, number],
        () =>
          `for ${seconds(milliseconds)} no worker of the majority reserved ${job}; the bound is ${seconds(seen.boundMilliseconds)}`,
      );
    };
    for (const [index, event] of seen.events.entries()) {
      const number = index + 1;
      if (event.job !== job || event.operation !== "reserve" || event.type !== "ok") continue;
      if (!duringCut(seen, number) || inMinority(seen, event.worker)) continue;
      reserved += 1;
      judge(event.time, number);
    }
    const violated = tally.violated;
    judge(to, Math.min(seen.healed + 1, seen.events.length));
    if (reserved > 0 || tally.violated > violated) tally.exercised += 1;
  }
  return {
    ...tally,
    measurements: { longestMajorityWaitMilliseconds, majorityBoundMilliseconds: seen.boundMilliseconds },
  };
}

/** Whether one of the majority tried often enough between two events, and longer than the time to live after its first try. */
function wasRefusedAgainAndAgain(seen: Seen, job: string, after: number, before: number): boolean {
  const tried = seen.events
    .slice(after, before - 1)
    .filter((event) => event.job === job && isRefusal(event) && !inMinority(seen, event.worker));
  return [...Map.groupBy(tried, ({ worker }) => worker).values()].some((own) => {
    const from = (own[0]?.time ?? 0) + seen.timeToLiveMilliseconds;
    return own.filter(({ time }) => time >= from).length >= refusals;
  });
}

function isRefusal({ operation, type }: HistoryEvent): boolean {
  return operation === "reserve" && type === "fail";
}
