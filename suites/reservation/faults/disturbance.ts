import type { HistoryEvent } from "../history/event.ts";
import type { Disturbed, Fault } from "./fault.ts";
import { type Point, pointMilliseconds } from "./point.ts";
import type { Stage } from "./stage.ts";

/** One thing that is done to the worker at a point, or to its store, and undone. */
export interface Disturbance extends Pick<Fault, "name" | "title" | "exercises" | "needs"> {
  /** Points at which it would do nothing are left out. */
  isFor(point: Point): boolean;
  /** Does it while the worker is held; returns how it is undone, which tells `false` where it did not come about. */
  begin(stage: Stage, event: HistoryEvent): Promise<() => Promise<unknown>>;
  /** Until when it lasts, once the worker goes on. Bounded. */
  last(stage: Stage, event: HistoryEvent): Promise<unknown>;
  /** True where it can be done to a store once. */
  readonly once?: boolean;
}

/** Runs that are watched before the first disturbance: they show which points the protocol has. */
const calmRuns = 2;

/** A fault that does the same at one point after the other, in an order that the seed decides. */
export function steered(disturbance: Disturbance): Fault {
  const { name, title, exercises, needs, once = false } = disturbance;
  return {
    name,
    title,
    exercises,
    needs,
    workers: 2,
    once,
    points: (all) => all.filter((point) => disturbance.isFor(point)),
    async run(stage, points) {
      const done: Disturbed[] = [];
      for (const point of shuffled(await announced(stage, points), stage)) {
        const since = stage.events.length;
        if (await disturbAt(stage, disturbance, point)) done.push({ point, since });
      }
      return done;
    },
  };
}

/** Does it once, at the next worker that comes to the point; false: none came. */
export async function disturbAt(stage: Stage, disturbance: Disturbance, point: Point): Promise<boolean> {
  const held = await point.reach(stage);
  if (held === undefined) return false;
  let outcome: unknown;
  try {
    const undo = await disturbance.begin(stage, held.event);
    try {
      const lasting = disturbance.last(stage, held.event);
      held.release();
      await lasting;
    } finally {
      outcome = await undo();
    }
  } finally {
    held.release();
  }
  await oneMoreRun(stage);
  return outcome !== false;
}

/** Waits until a run was finished: whoever was disturbed is left behind, or back. */
export async function oneMoreRun(stage: Stage): Promise<void> {
  await stage.seen(isFinish, stage.takeoverBoundMilliseconds + pointMilliseconds);
}

/** The points that are part of the protocol, as undisturbed runs show it: a sign of life is due in a longer one only. */
export async function announced(stage: Stage, points: readonly Point[]): Promise<readonly Point[]> {
  for (let run = 0; run < calmRuns; run++) await stage.seen(isFinish, pointMilliseconds);
  const operations = new Set(stage.events.map(({ operation }) => operation));
  return points.filter(({ operation }) => operation === "heartbeat" || operations.has(operation));
}

/** An effect of another worker than the one that was disturbed: it has taken over, or taken the next slot. */
export function anotherActs(stage: Stage, { worker }: Pick<HistoryEvent, "worker">): Promise<HistoryEvent | undefined> {
  return stage.seen(
    (event) => event.operation === "effect" && event.type === "ok" && event.worker !== worker,
    stage.takeoverBoundMilliseconds * 1.1,
  );
}

/** The worker is done with what it had in hand: its run was finished or not, or it tries to reserve anew. */
export async function comesBack(stage: Stage, worker: string): Promise<void> {
  const isBack = ({ operation, type }: HistoryEvent) =>
    type === "invoke" ? operation === "reserve" : operation === "finish";
  await stage.seen((event) => event.worker === worker && isBack(event), pointMilliseconds);
}

function isFinish({ operation, type }: HistoryEvent): boolean {
  return operation === "finish" && type === "ok";
}

function shuffled<T>(list: readonly T[], { random }: Stage): T[] {
  const rest = [...list];
  return list.map(() => rest.splice(random.integer(0, rest.length - 1), 1)[0] as T);
}
