import { type HistoryColumns, operationCode } from "./columns.ts";
import {
  addOpenRun,
  begunAt,
  createJob,
  type Job,
  removeOpenRun,
  runOf,
  slotOf,
  type Worker,
  workerOf,
} from "./job.ts";
import { abandoned, fault, Observed, type } from "./observed.ts";
import { endOfOwnership, lateness, type Pending, type Run } from "./run.ts";

/** Keeps what is known of jobs, workers and runs while a history goes by. */
export interface Tracker {
  /** The event at `index` of the columns, with its job as it was before. It is the same object each time. */
  observe(columns: HistoryColumns, index: number): Observed;
  /** What the event changes. To be called once it is judged. */
  apply(event: Observed): void;
  /** Every job that was heard of. */
  jobs(): Iterable<Job>;
}

const operation = {
  due: operationCode("due"),
  clean: operationCode("clean"),
  reserve: operationCode("reserve"),
  heartbeat: operationCode("heartbeat"),
  progress: operationCode("progress"),
  milestone: operationCode("milestone"),
  check: operationCode("check"),
  effect: operationCode("effect"),
  finish: operationCode("finish"),
  fault: operationCode("fault"),
} as const;

/** Effects of one slot that are remembered; there are as many as milestones, unless it is run again and again. */
const rememberedEffects = 64;

/** There is a place for each number of so many bits, and in it the worker that was looked up last of those that belong there. */
const placeBits = 10;

/** Starts with no job. */
export function createTracker(): Tracker {
  const jobs = new Map<number, Job>();
  // A Map hashes an identity, which has 53 bits, by way of an object: most of an event's time would go to that.
  const recent: (Worker | undefined)[] = Array(2 ** placeBits).fill(undefined);
  const event = new Observed();
  let count = 0;

  function participant(jobName: number, name: number): Worker {
    const place = (Math.imul(jobName | 0, 0x9e37_79b1) ^ Math.imul(name | 0, 0x85eb_ca77)) >>> (32 - placeBits);
    const found = recent[place];
    if (found !== undefined && found.name === name && found.job.name === jobName) return found;
    let job = jobs.get(jobName);
    if (job === undefined) {
      job = createJob(jobName, jobs.size);
      jobs.set(jobName, job);
    }
    const worker = workerOf(job, name);
    recent[place] = worker;
    return worker;
  }

  return {
    observe(columns, index) {
      const worker = participant(columns.job[index] as number, columns.worker[index] as number);
      event.take(columns, index, ++count, worker);
      const name = columns.run[index] as number;
      if (event.operation === operation.reserve) event.run = event.type === type.ok ? granted(event, name) : undefined;
      else if (event.operation === operation.clean) event.run = cleaned(event, columns.owner[index] as number, name);
      else event.run = name === 0 ? undefined : runOf(worker, name);
      return event;
    },
    apply(event) {
      change[event.operation]?.(event);
    },
    jobs: () => jobs.values(),
  };
}

/** The run that a grant opens. */
function granted({ number, time, token, slot, job, worker }: Observed, name: number): Run {
  job.byToken ??= token >= 0;
  const begun = begunAt(worker.reservingSince, time);
  const life = { number, begun, answered: time };
  return {
    worker: worker.name,
    name,
    token,
    order: job.byToken ? token : job.grants + 1,
    grant: number,
    begun,
    slot: slot === 0 ? undefined : slotOf(job, slot, number),
    state: "open",
    cleaned: 0,
    ending: false,
    life,
    lifeBefore: life,
    heartbeat: undefined,
    progress: undefined,
    milestone: undefined,
    check: undefined,
    finish: undefined,
    checked: 0,
  };
}

/** The run that a `clean` names, by its token or by its worker and name. */
function cleaned({ token, job }: Observed, owner: number, name: number): Run | undefined {
  if (owner !== 0) return job.workers.get(owner)?.runs.get(name);
  if (token < 0) return undefined;
  return job.newest?.token === token ? job.newest : job.open.find((run) => run.token === token);
}

const change: ((event: Observed) => void)[] = [];

change[operation.due] = ({ job, slot: name, number, time }) => {
  if (name === 0) return;
  const slot = slotOf(job, name, number);
  slot.due = true;
  if (slot.runs === 0) slot.left ??= { time, number };
};

change[operation.reserve] = (event) => {
  const { type: answer, time, job, worker, run } = event;
  if (answer === type.invoke) {
    worker.reservingSince = time;
    worker.newestBefore = job.newest;
    return;
  }
  worker.reservingSince = Number.NaN;
  if (run !== undefined) grant(event, run);
};

function grant({ number, time, job, worker }: Observed, run: Run): void {
  job.grants++;
  for (const other of job.open) if (other.order < run.order) leave(other, time, number);
  if (job.newest === undefined || job.newest.order <= run.order) job.newest = run;
  worker.runs.add(run.name, run);
  worker.current = run;
  addOpenRun(job, run);
  const { slot } = run;
  if (slot === undefined) return;
  slot.runs++;
  slot.run = run;
  slot.left = undefined;
}

change[operation.clean] = ({ type: answer, number, time, worker, run }) => {
  if (answer === type.invoke) worker.cleaningSince = time;
  if (answer !== type.ok || run === undefined) return;
  if (run.cleaned === 0) run.cleaned = number;
  leave(run, time, number);
};

change[operation.heartbeat] = (event) => {
  const { run } = event;
  if (run === undefined) return;
  if (event.type === type.ok) live(event, run);
  run.heartbeat = pendingAfter(event, run, run.heartbeat);
};

change[operation.progress] = (event) => {
  const { run } = event;
  if (run !== undefined) run.progress = pendingAfter(event, run, run.progress);
};

change[operation.milestone] = (event) => {
  const { type: answer, job, run } = event;
  if (run === undefined) return;
  run.milestone = pendingAfter(event, run, run.milestone);
  if (answer === type.fail || answer === type.info) end(event, job, run, "dropped");
};

/** What is pending of a kind of operation of a run after one more of them was begun, or answered. */
function pendingAfter(
  { type: answer, time, job }: Observed,
  run: Run,
  before: Pending | undefined,
): Pending | undefined {
  if (answer !== type.invoke) {
    return before === undefined || before.count === 1 ? undefined : { ...before, count: before.count - 1 };
  }
  if (before === undefined) return { count: 1, since: time, late: endOfOwnership(run, job.newest) };
  return { ...before, count: before.count + 1 };
}

/**
 * Notes the sign of life that a heartbeat is. A milestone or progress that was written need not be one to the protocol; a
 * heartbeat is what it is for.
 */
function live({ number, time }: Observed, run: Run): void {
  run.lifeBefore = run.life;
  run.life = { number, begun: run.heartbeat?.since ?? time, answered: time };
}

change[operation.check] = (event) => {
  const { type: answer, milestone, run } = event;
  if (run === undefined) return;
  run.check = pendingAfter(event, run, run.check);
  if (answer === type.ok) run.checked = milestone;
};

change[operation.effect] = ({ type: answer, number, milestone, repeated, job, run, slot: name }) => {
  if (answer === type.invoke) return;
  if (run !== undefined && run.checked === milestone) run.checked = 0;
  if (answer !== type.ok || repeated || name === 0) return;
  const own = run?.slot;
  const { effects } = own !== undefined && own.name === name ? own : slotOf(job, name, number);
  if (effects.length < rememberedEffects) effects.push({ milestone, number });
};

change[operation.finish] = (event) => {
  const { type: answer, number, job, run, outcome } = event;
  if (run === undefined) return;
  const late = lateness(event, run, run.finish);
  run.finish = pendingAfter(event, run, run.finish);
  run.ending = true;
  if (answer === type.invoke) return;
  const { slot } = run;
  if (answer === type.ok && outcome !== abandoned) {
    run.state = "finished";
    removeOpenRun(job, run);
    // What a worker finishes that does not own the run any more is not settled by that.
    if (slot !== undefined && late === 0) {
      slot.settled ||= number;
      slot.left = undefined;
    }
    return;
  }
  if (answer === type.info && slot !== undefined) slot.uncertain = true;
  end(event, job, run, answer === type.ok ? "finished" : "dropped");
};

change[operation.fault] = (event) => {
  const { job, worker } = event;
  if (event.fault !== fault.killed && event.fault !== fault.ended) return;
  for (const run of job.open.filter((one) => one.worker === worker.name)) end(event, job, run, "dropped");
};

function end(
  { number, time }: Pick<Observed, "number" | "time">,
  job: Job,
  run: Run,
  state: "finished" | "dropped",
): void {
  run.state = state;
  removeOpenRun(job, run);
  leave(run, time, number);
}

/** Notes that the run's slot has no live owner from now on, where it had this one. */
function leave(run: Run, time: number, number: number): void {
  const { slot } = run;
  if (slot?.run === run && slot.settled === 0) slot.left ??= { time, number };
}
