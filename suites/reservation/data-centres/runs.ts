import type { HistoryEvent } from "../history/event.ts";

/** A run of a job, by the numbers of its events. */
export interface Run {
  readonly worker: string;
  readonly job: string;
  readonly name: string;
  readonly token: number | undefined;
  /** Its grant. */
  readonly granted: number;
  /** The first grant of the job to a later owner; undefined: there was none. */
  superseded: number | undefined;
  /** When its worker was done with it, one way or another; undefined: it was not. */
  ended: number | undefined;
}

/** All runs of a history, in the order of their grants; "later" is by token, and without tokens by the witness's order. */
export function runsOf(events: readonly HistoryEvent[]): readonly Run[] {
  const runs: Run[] = [];
  const byName = new Map<string, Run>();
  for (const [index, event] of events.entries()) {
    const number = index + 1;
    if (event.run === undefined || event.type === "invoke") continue;
    const run = byName.get(nameOf(event));
    if (event.operation === "reserve" && event.type === "ok") {
      const { worker, job, token } = event;
      for (const other of runs) {
        if (other.job === job && (other.token ?? 0) <= (token ?? 0)) other.superseded ??= number;
      }
      const granted: Run = {
        worker,
        job,
        name: event.run,
        token,
        granted: number,
        superseded: undefined,
        ended: undefined,
      };
      runs.push(granted);
      byName.set(nameOf(event), granted);
    } else if (run !== undefined && endsRun(event)) {
      run.ended ??= number;
    }
  }
  return runs;
}

/** The worker's run to which an event belongs. */
export function nameOf({ worker, job, run }: Pick<HistoryEvent, "worker" | "job" | "run">): string {
  return JSON.stringify([worker, job, run]);
}

function endsRun({ operation, type }: HistoryEvent): boolean {
  return operation === "finish" || (operation === "milestone" && type !== "ok");
}
