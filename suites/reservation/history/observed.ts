import { eventTypes, faultKinds, outcomes } from "./event.ts";
import type { Job, Worker } from "./job.ts";
import type { Run } from "./run.ts";

/**
 * An event while it is judged, with its job as it was before. One object serves for all events of a history: who wants to
 * keep something of it copies that.
 */
export interface Observed {
  /** Its place in the history, from 1. */
  number: number;
  /** Milliseconds since the start. */
  time: number;
  /** Place in `eventTypes`, `operations`; in `outcomes` and `faultKinds` from 1, where 0 is none. */
  type: number;
  operation: number;
  outcome: number;
  fault: number;
  token: number;
  milestone: number;
  slot: number;
  repeated: boolean;
  job: Job;
  worker: Worker;
  /** The run that it belongs to; of a grant: the new one, which the job does not know yet; of `clean`: the cleaned one. */
  run: Run | undefined;
  /** True where its run may have been forgotten. */
  forgotten: boolean;
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
