import type { JobTimeline } from "../../../../contracts/index.ts";
import type { FaultKind, HistoryEvent } from "../event.ts";

type Disturbance = JobTimeline["disturbances"][number];

/** What undoes a fault that lasts; null: nothing does. The others are over in a moment. */
const undoneBy: Readonly<Partial<Record<FaultKind, FaultKind | null>>> = {
  stopped: "resumed",
  killed: null,
  ended: null,
  skewed: "corrected",
  "cut-off": "reconnected",
  delayed: "undelayed",
  "store-down": "store-up",
};

/** For how long which worker, or the store, was disturbed; in the order of their beginnings. */
export function disturbancesOf(events: readonly HistoryEvent[]): Disturbance[] {
  const disturbances: Disturbance[] = [];
  const open = new Map<string, Disturbance>();
  const begin = (key: string, disturbance: Disturbance) => {
    if (open.has(key)) return;
    open.set(key, disturbance);
    disturbances.push(disturbance);
  };
  const end = (key: string, time: number) => {
    const disturbance = open.get(key);
    if (disturbance !== undefined) disturbance.to = time;
    open.delete(key);
  };
  for (const { time, worker, fault } of events) {
    if (fault === undefined) continue;
    // An outage of the store is recorded for each job, by whatever name, and is one.
    const of = fault.startsWith("store-") ? {} : { worker };
    const key = (kind: FaultKind) => `${kind} ${of.worker ?? ""}`;
    if (undoneBy[fault] !== undefined) begin(key(fault), { fault, ...of, from: time });
    for (const [kind, undoing] of Object.entries(undoneBy) as [FaultKind, FaultKind | null][]) {
      const over = undoing === fault || (isEnd(fault) && kind !== fault && kind !== "store-down");
      if (over) end(key(kind), time);
    }
  }
  return disturbances;
}

/** After these, nothing can be done to the worker any more. */
function isEnd(fault: FaultKind): boolean {
  return fault === "killed" || fault === "ended";
}
