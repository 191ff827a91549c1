import type { HistoryColumns } from "./columns.ts";
import { eventTypes, faultKinds, outcomes } from "./event.ts";
import type { Job, Worker } from "./job.ts";
import type { Run } from "./run.ts";

/**
 * An event while it is judged, with its job as it was before. What stands in the columns is read when it is asked for: of
 * most events that is little. The columns are filled anew later, so who wants to keep something of it copies that.
 */
export class Observed {
  /** Its place in the history, from 1. */
  readonly number: number;
  readonly job: Job;
  readonly worker: Worker;
  /** The run that it belongs to; of a grant: the new one, which the job does not know yet; of `clean`: the cleaned one. */
  run: Run | undefined = undefined;
  readonly columns: HistoryColumns;
  /** Its place in the columns. */
  readonly index: number;

  constructor(columns: HistoryColumns, index: number, number: number, worker: Worker) {
    this.columns = columns;
    this.index = index;
    this.number = number;
    this.worker = worker;
    this.job = worker.job;
  }

  /** Milliseconds since the start. */
  get time(): number {
    return this.columns.time[this.index] as number;
  }

  /** Place in `eventTypes`. */
  get type(): number {
    return this.columns.type[this.index] as number;
  }

  /** Place in `operations`. */
  get operation(): number {
    return this.columns.operation[this.index] as number;
  }

  /** Place in `outcomes`, from 1; 0: none. */
  get outcome(): number {
    return this.columns.outcome[this.index] as number;
  }

  /** Place in `faultKinds`, from 1; 0: none. */
  get fault(): number {
    return this.columns.fault[this.index] as number;
  }

  get token(): number {
    return this.columns.token[this.index] as number;
  }

  get milestone(): number {
    return this.columns.milestone[this.index] as number;
  }

  get slot(): number {
    return this.columns.slot[this.index] as number;
  }

  get repeated(): boolean {
    return this.columns.repeated[this.index] === 1;
  }

  /** True where its run may have been forgotten. */
  get forgotten(): boolean {
    return this.run === undefined && (this.worker.runs.forgot || this.job.workers.forgot);
  }
}

/** The numbers of the types of events. */
export const type = {
  invoke: eventTypes.indexOf("invoke"),
  ok: eventTypes.indexOf("ok"),
  fail: eventTypes.indexOf("fail"),
  info: eventTypes.indexOf("info"),
} as const;

/** The numbers of the faults. */
export const fault = {
  stopped: faultKinds.indexOf("stopped") + 1,
  resumed: faultKinds.indexOf("resumed") + 1,
  killed: faultKinds.indexOf("killed") + 1,
  skewed: faultKinds.indexOf("skewed") + 1,
  cutOff: faultKinds.indexOf("cut-off") + 1,
  reconnected: faultKinds.indexOf("reconnected") + 1,
  storeDown: faultKinds.indexOf("store-down") + 1,
  storeUp: faultKinds.indexOf("store-up") + 1,
  ended: faultKinds.indexOf("ended") + 1,
  corrected: faultKinds.indexOf("corrected") + 1,
} as const;

/** The numbers of the outcomes that leave the slot settled. */
export const abandoned = outcomes.indexOf("abandoned") + 1;
