import { createRandom, type Random } from "../../../contracts/index.ts";
import type { HistoryEvent, HistoryHeader } from "../../reservation/history/event.ts";

/** How large the simulated workforce is, and whether it makes a mistake. */
export interface Workforce {
  readonly jobs: number;
  /** For each job. */
  readonly workers: number;
  /** True: at times an owner of the past is told that its sign of life counts. */
  readonly faulty: boolean;
  readonly seed: number;
}

const timeToLiveMilliseconds = 1_000;
const milestones = ["collect", "send"] as const;

/** The header of the histories that are simulated here. */
export const simulatedHeader: HistoryHeader = {
  format: "tercet-history/1",
  startedAt: "2026-01-01T00:00:00.000Z",
  target: "simulation",
  takeoverBoundMilliseconds: 10 * timeToLiveMilliseconds,
  timeToLiveMilliseconds,
  milestones: [...milestones],
};

/**
 * Endless history of a reservation protocol as a witness records it: workers of each job clean, compete for the next slot
 * and run it with signs of life, checks and effects. Some owners are killed, and some are stopped for longer than the time
 * to live, so that runs are cleaned and taken over. The same seed gives the same events.
 */
export function* simulate(workforce: Workforce): Generator<HistoryEvent, never> {
  const random = createRandom(workforce.seed, "histories");
  const clock = { now: 0 };
  const actors = Array.from({ length: workforce.jobs }, (_, number) => {
    const job: Job = { name: `job-${number + 1}`, token: 0, owner: undefined, slot: 0, reached: 0, effects: 0 };
    return Array.from({ length: workforce.workers }, (_, worker): Actor => {
      const context = { job, worker: `w${worker + 1}`, clock, random, faulty: workforce.faulty };
      return { steps: work(context), asleepUntil: 0 };
    });
  }).flat();
  for (;;) {
    const actor = actors[random.integer(0, actors.length - 1)] as Actor;
    clock.now += random.integer(1, 400) / 1000;
    if (actor.asleepUntil > clock.now) continue;
    const step = actor.steps.next().value;
    if (typeof step === "number") actor.asleepUntil = clock.now + step;
    else yield { time: Math.round(clock.now * 1000) / 1000, ...step };
  }
}

interface Job {
  readonly name: string;
  /** The newest that was given. */
  token: number;
  owner: { readonly token: number; life: number } | undefined;
  /** The slot that is to be run, counted from 0; its milestones that were reached, and its effects that were had. */
  slot: number;
  reached: number;
  effects: number;
}

interface Context {
  readonly job: Job;
  readonly worker: string;
  readonly clock: { readonly now: number };
  readonly random: Random;
  readonly faulty: boolean;
}

interface Actor {
  readonly steps: Generator<Step, never>;
  asleepUntil: number;
}

/** What a worker does next: something that the witness sees, or nothing for so many milliseconds. */
type Step = Omit<HistoryEvent, "time"> | number;

const pollMilliseconds = 100;

function* work(context: Context): Generator<Step, never> {
  const { job, worker, clock, random } = context;
  const by = { worker, job: job.name };
  for (let run = 1; ; ) {
    yield { type: "invoke", operation: "clean", ...by };
    const { owner } = job;
    if (owner !== undefined && clock.now - owner.life > timeToLiveMilliseconds) {
      job.owner = undefined;
      yield { type: "ok", operation: "clean", ...by, token: owner.token };
    } else yield { type: "ok", operation: "clean", ...by };
    yield { type: "invoke", operation: "reserve", ...by };
    if (job.owner === undefined) yield* runSlot(context, String(run++));
    else yield { type: "fail", operation: "reserve", ...by };
    yield random.integer(0, 2 * pollMilliseconds);
  }
}

function* runSlot({ job, worker, clock, random, faulty }: Context, run: string): Generator<Step, void> {
  const own = { token: ++job.token, life: clock.now };
  job.owner = own;
  const slot = new Date(Date.UTC(2026, 0, 1) + job.slot * 1000).toISOString();
  const by = { worker, job: job.name };
  const of = { ...by, run, token: own.token, slot };
  const isOwner = () => job.owner === own;
  /** The harness takes it from the processor, for longer than its reservation holds. */
  function* stopAtTimes(): Generator<Step, void> {
    if (random.integer(1, 200) > 1) return;
    yield { type: "info", operation: "fault", ...by, fault: "stopped" };
    yield 2 * timeToLiveMilliseconds;
    yield { type: "info", operation: "fault", ...by, fault: "resumed" };
  }
  yield { type: "ok", operation: "reserve", ...of };
  while (job.reached < milestones.length) {
    yield* stopAtTimes();
    yield { type: "invoke", operation: "heartbeat", ...of };
    if (isOwner()) own.life = clock.now;
    else if (!faulty) return yield { type: "fail", operation: "heartbeat", ...of };
    yield { type: "ok", operation: "heartbeat", ...of };
    yield* stopAtTimes();
    const place = job.reached;
    const critical = { ...of, milestone: milestones[place] as string };
    yield { type: "invoke", operation: "milestone", ...critical };
    if (!isOwner()) return yield { type: "fail", operation: "milestone", ...critical };
    yield { type: "ok", operation: "check", ...critical };
    yield* stopAtTimes();
    // It may have lost the run after the check; then the ledger refuses what comes after a later run, and knows an effect again.
    if (job.token > own.token) return yield { type: "fail", operation: "effect", ...critical };
    const repeated = job.effects > place ? { repeated: true } : {};
    job.effects = Math.max(job.effects, place + 1);
    yield { type: "ok", operation: "effect", ...critical, ...repeated };
    if (random.integer(1, 100) === 1) {
      yield { type: "info", operation: "fault", ...by, fault: "killed" };
      return yield 2 * timeToLiveMilliseconds;
    }
    if (!isOwner()) return yield { type: "fail", operation: "milestone", ...critical };
    job.reached++;
    yield { type: "ok", operation: "milestone", ...critical };
  }
  yield* stopAtTimes();
  yield { type: "invoke", operation: "finish", ...of };
  if (!isOwner()) return yield { type: "fail", operation: "finish", ...of };
  Object.assign(job, { owner: undefined, slot: job.slot + 1, reached: 0, effects: 0 });
  yield { type: "ok", operation: "finish", ...of };
}
