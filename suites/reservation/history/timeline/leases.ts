import type { JobTimeline } from "../../../../contracts/index.ts";
import type { HistoryEvent } from "../event.ts";
import type { Job } from "../job.ts";
import type { Observed } from "../observed.ts";
import { endOfOwnership, type Run } from "../run.ts";

type Lease = JobTimeline["leases"][number];

/** Follows the runs of a history from grant to end of ownership. */
export interface Leases {
  /** To be called with each event once it is applied, as the tracker sees it and as it stands in the history. */
  observe(observed: Observed, event: HistoryEvent): void;
  /** In the order of the grants. */
  readonly all: Lease[];
}

/** Starts with none. */
export function createLeases(): Leases {
  const all: Lease[] = [];
  const known = new Map<Run, Lease>();
  const open = new Map<Job, Map<Run, Lease>>();
  return {
    all,
    observe(observed, { worker, job: jobName, run: name, token }) {
      const { job, run, time } = observed;
      if (run !== undefined && run.grant === observed.number) {
        const lease: Lease = {
          worker,
          job: jobName,
          run: name as string,
          ...(token === undefined ? {} : { token }),
          from: time,
          last: time,
        };
        all.push(lease);
        known.set(run, lease);
        open.set(job, (open.get(job) ?? new Map()).set(run, lease));
      }
      const lease = run === undefined ? undefined : known.get(run);
      if (lease?.worker === worker) lease.last = time;
      for (const [one, owned] of open.get(job) ?? []) {
        const end = endOf(one, observed);
        if (end === undefined) continue;
        owned.to = time;
        owned.end = end;
        open.get(job)?.delete(one);
      }
    },
  };
}

/** How a run's ownership has ended by this event; undefined: it has not. */
function endOf(run: Run, { job, run: own }: Observed): Lease["end"] {
  if (run.state === "finished") return "finished";
  if (run.cleaned !== 0) return "cleaned";
  if (endOfOwnership(run, job.newest) !== 0) return "superseded";
  // Refused, or not knowing how it ended, its worker does nothing for it any more. The death of a worker alone ends nothing.
  return run.state === "dropped" && own === run ? "given-up" : undefined;
}
