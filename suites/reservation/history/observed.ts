import type { HistoryColumns } from "./columns.ts";
import { eventTypes, faultKinds, outcomes } from "./event.ts";
import type { Job, Worker } from "./job.ts";
import type { Run } from "./run.ts";

/**
 * The event that is judged, with its job as it was before. It is one object, which takes one event after the other, and its
 * columns are filled anew later: who wants to keep something of an event copies that. Most of what stands in the columns is
 * read when it is asked for, since of most events that is little.
 */
export class Observed {
  /** Its place in the history, from 1. */
  number = 0;
  /** Place in `operations`. */
  operation = 0;
  /** Place in `eventTypes`. */
  type = 0;
  job!: Job;
  worker!: Worker;
  /**
   * The run that it belongs to; of a reservation: the new one, which the job does not know yet, where it was granted, else
   * none; of `clean`: the cleaned one.
   */
  run: Run | undefined = undefined;
  #columns!: HistoryColumns;
  #index = 0;

  /** Becomes the event at `index` of the columns, the one of that number. Its run is for the tracker to find. */
  take(columns: HistoryColumns, index: number, number: number, worker: Worker): void {
    this.number = number;
    this.operation = columns.operation[index] as number;
    this.type = columns.type[index] as number;
    this.job = worker.job;
    this.worker = worker;
    this.#columns = columns;
    this.#index = index;
  }

  /** Milliseconds since the start. */
  get time(): number {
    return this.#columns.time[this.#index] as number;
  }

  /** Place in `outcomes`, from 1; 0: none. */
  get outcome(): number {
    return this.#columns.outcome[this.#index] as number;
  }

  /** Place in `faultKinds`, from 1; 0: none. */
  get fault(): number {
    return this.#columns.fault[this.#index] as number;
  }

  get token(): number {
    return this.#columns.token[this.#index] as number;
  }

  get milestone(): number {
    return this.#columns.milestone[this.#index] as number;
  }

  get slot(): number {
    return this.#columns.slot[this.#index] as number;
  }

  get repeated(): boolean {
    return this.#columns.repeated[this.#index] === 1;
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
