import type { JobTimeline } from "../../../../contracts/index.ts";
import { columnsOf } from "../columns.ts";
import type { History } from "../event.ts";
import type { PropertyCheck } from "../judgement.ts";
import { atMostOnce } from "../properties/at-most-once.ts";
import { cleanerAccuracy } from "../properties/cleaner-accuracy.ts";
import { idempotent } from "../properties/idempotent.ts";
import { milestoneOwned } from "../properties/milestone-owned.ts";
import { noZombieWrite } from "../properties/no-zombie-write.ts";
import { progress } from "../properties/progress.ts";
import { singleEffectiveRunner } from "../properties/single-effective-runner.ts";
import { tokenMonotone } from "../properties/token-monotone.ts";
import { createTracker } from "../track.ts";
import { createLeases } from "./leases.ts";

/** What a timeline draws, beside the events. */
export interface Replayed {
  readonly leases: JobTimeline["leases"];
  /** Events by which a property broke, ascending: as many as the checker counts. */
  readonly breaches: JobTimeline["breaches"];
  /** How long each takeover took, in milliseconds. */
  readonly takeovers: readonly number[];
}

/** Goes through a history once more, with the checks that judge it: what they count is what is drawn. */
export function replayHistory({ header, events }: History): Replayed {
  const tracker = createTracker();
  const columns = columnsOf(events);
  const leases = createLeases();
  const breaches: JobTimeline["breaches"] = [];
  const takeovers: number[] = [];
  // Those that break by one event; the others are judged of the whole.
  const checks: readonly PropertyCheck[] = [
    singleEffectiveRunner(),
    tokenMonotone(),
    milestoneOwned(),
    noZombieWrite(),
    cleanerAccuracy(header),
    atMostOnce(),
    idempotent(header.milestones),
  ];
  const took = progress(header.takeoverBoundMilliseconds, (milliseconds) => takeovers.push(milliseconds));
  for (const [index, event] of events.entries()) {
    const observed = tracker.observe(columns, index);
    const { operation, type } = event;
    const { number, time } = observed;
    for (const check of checks) {
      const look = check.on[operation]?.[type];
      if (look === undefined) continue;
      const before = check.result({ number, time }).violated;
      look(observed);
      if (check.result({ number, time }).violated > before) breaches.push({ number, property: check.property });
    }
    took.on[operation]?.[type]?.(observed);
    tracker.apply(observed);
    leases.observe(observed, event);
  }
  return { leases: leases.all, breaches, takeovers };
}
