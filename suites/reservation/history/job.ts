import { BoundedMap } from "./bounded-map.ts";
import type { Run } from "./run.ts";
import type { Slot } from "./slot.ts";

// What is remembered of a job, so that memory does not grow with the history. A run or a slot that so many newer ones
// have followed is forgotten, and an event that still names it is not judged.
const rememberedWorkers = 1024;
const rememberedRuns = 16;
const rememberedSlots = 256;
const rememberedOpenRuns = 64;

/** A worker, as far as one job is concerned. */
export interface Worker {
  readonly name: number;
  readonly job: Job;
  /** Its runs, by name. */
  readonly runs: BoundedMap<Run>;
  /** When it began to reserve, in milliseconds; NaN: it is not reserving. */
  reservingSince: number;
  /** The run of the largest order when it began to reserve. */
  newestBefore: Run | undefined;
  /** When it last began to clean, in milliseconds; NaN: it never said so. */
  cleaningSince: number;
  /** The run that was looked up last. */
  current: Run | undefined;
}

/** A job, as it was before the event that is judged. */
export interface Job {
  readonly name: number;
  /** Its place among the jobs of the history, from 0. */
  readonly index: number;
  /** True where its first grant had a token. */
  byToken: boolean | undefined;
  grants: number;
  readonly workers: BoundedMap<Worker>;
  /** Runs that have not ended, in the order of their grants; a worker's code for them may still go on. */
  readonly open: Run[];
  /** The run of the largest order. */
  newest: Run | undefined;
  readonly slots: BoundedMap<Slot>;
}

/** A job of which nothing is known yet. */
export function createJob(name: number, index: number): Job {
  return {
    name,
    index,
    byToken: undefined,
    grants: 0,
    workers: new BoundedMap(rememberedWorkers),
    open: [],
    newest: undefined,
    slots: new BoundedMap(rememberedSlots),
  };
}

/** The worker of that name; a new one where it was not heard of. */
export function workerOf(job: Job, name: number): Worker {
  const known = job.workers.get(name);
  if (known !== undefined) return known;
  const worker: Worker = {
    name,
    job,
    runs: new BoundedMap(rememberedRuns),
    reservingSince: Number.NaN,
    newestBefore: undefined,
    cleaningSince: Number.NaN,
    current: undefined,
  };
  job.workers.add(name, worker);
  return worker;
}

/** When what is answered at `time` was begun; `since` is NaN where nobody announced it. */
export function begunAt(since: number, time: number): number {
  return Number.isNaN(since) ? time : since;
}

/** The worker's run of that name; undefined where no grant was seen. */
export function runOf(worker: Worker, name: number): Run | undefined {
  const { current } = worker;
  if (current !== undefined && current.name === name) return current;
  const run = worker.runs.get(name);
  if (run !== undefined) worker.current = run;
  return run;
}

/** The slot of that name; a new one where it was not heard of. */
export function slotOf(job: Job, name: number, number: number): Slot {
  const known = job.slots.get(name);
  if (known !== undefined) return known;
  const slot: Slot = {
    name,
    first: number,
    due: false,
    runs: 0,
    run: undefined,
    effects: [],
    settled: 0,
    uncertain: false,
    left: undefined,
  };
  job.slots.add(name, slot);
  return slot;
}

/** Adds a run that was granted. */
export function addOpenRun({ open }: Job, run: Run): void {
  open.push(run);
  if (open.length > rememberedOpenRuns) open.shift();
}

/** Takes a run out that has ended. */
export function removeOpenRun({ open }: Job, run: Run): void {
  // Nearly always it is the only one, and to search and to splice would be calls out of compiled code.
  if (open.at(-1) === run) {
    open.pop();
    return;
  }
  const place = open.indexOf(run);
  if (place >= 0) open.splice(place, 1);
}
