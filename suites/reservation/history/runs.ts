import type { HistoryEvent } from "./event.ts";

/** A run of a job: from the grant of its reservation to its end. */
export interface Run {
  readonly worker: string;
  readonly name: string;
  /**
   * Its place among the job's reservations: the fencing token where the job's first grant has one, else the order in
   * which the grants were seen. Two runs with one token have one place, which is what a fenced resource sees.
   */
  readonly order: number;
  /** The event of its grant. */
  readonly grant: number;
  /** `dropped`: ended without a finish, by its worker's death or since it was refused a milestone. */
  state: "open" | "finished" | "dropped";
}

/** The runs of all jobs, kept while a history goes by. */
export interface Runs {
  /** The run that the event opened, if it is a grant. */
  observe(event: HistoryEvent, number: number): Run | undefined;
  /** The run that an event belongs to; undefined where no grant was seen. */
  of(event: HistoryEvent): Run | undefined;
  /** Runs of the job that have not ended; a worker's code for them may still go on. */
  open(job: string): readonly Run[];
}

/** Starts with no run. */
export function trackRuns(): Runs {
  const jobs = new Map<string, JobRuns>();
  const jobOf = (name: string): JobRuns => {
    let job = jobs.get(name);
    if (job === undefined) {
      job = { byKey: new Map(), open: [], byToken: undefined, grants: 0 };
      jobs.set(name, job);
    }
    return job;
  };
  return {
    observe(event, number) {
      const job = jobOf(event.job);
      if (event.operation === "reserve" && event.type === "ok") {
        job.byToken ??= event.token !== undefined;
        job.grants += 1;
        const run: Run = {
          worker: event.worker,
          name: event.run ?? "",
          order: job.byToken ? (event.token ?? 0) : job.grants,
          grant: number,
          state: "open",
        };
        job.byKey.set(key(event), run);
        job.open.push(run);
        return run;
      }
      for (const run of ended(event, job)) {
        run.state = event.operation === "finish" && event.type === "ok" ? "finished" : "dropped";
      }
      job.open = job.open.filter((run) => run.state === "open");
      return undefined;
    },
    of: (event) => jobs.get(event.job)?.byKey.get(key(event)),
    open: (job) => jobs.get(job)?.open ?? [],
  };
}

interface JobRuns {
  readonly byKey: Map<string, Run>;
  open: Run[];
  byToken: boolean | undefined;
  grants: number;
}

/** A run ends by its finish whatever came of it, by a milestone that was refused, and by its worker's death. */
function ended(event: HistoryEvent, job: JobRuns): readonly Run[] {
  if (event.fault === "killed") return job.open.filter((run) => run.worker === event.worker);
  const over =
    (event.operation === "finish" && event.type !== "invoke") ||
    (event.operation === "milestone" && (event.type === "fail" || event.type === "info"));
  return over ? job.open.filter((run) => run.worker === event.worker && run.name === event.run) : [];
}

function key({ worker, run }: HistoryEvent): string {
  return `${worker}\n${run}`;
}
