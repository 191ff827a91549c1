import type { HistoryEvent } from "../history/event.ts";
import type { Refuse } from "./witness.ts";

/**
 * What a worker's announcements must keep to beside their form; a history that does not cannot be judged. Says which member
 * is wrong, and what it should be.
 */
export function createProtocol(options: {
  readonly job: string;
  readonly milestones: readonly string[];
  isWorker(name: string): boolean;
}): Refuse {
  const { job, milestones, isWorker } = options;
  const granted = new Set<string>();
  return (event) => {
    if (event.job !== job) return `/job: it is ${job}, as TERCET_JOB says`;
    if (!isWorker(event.worker)) return "/worker: nobody has that name; each worker's own one is in TERCET_WORKER";
    if (event.milestone !== undefined && !milestones.includes(event.milestone)) {
      return `/milestone: it is one of ${milestones.join(", ")}, as TERCET_JOB_MILESTONES says`;
    }
    const { operation, type, run } = event;
    if (run === undefined || operation === "clean") return undefined;
    const name = JSON.stringify([event.worker, run]);
    if (operation === "reserve") {
      if (type === "ok") granted.add(name);
      return undefined;
    }
    return granted.has(name) ? undefined : `/run: ${missingGrant(event)}`;
  };
}

function missingGrant({ worker, run }: Omit<HistoryEvent, "time">): string {
  return `${worker} has not announced that it was granted the reservation ${run} ("ok" of "reserve", with this run)`;
}
