import type { HistoryEvent, Operation } from "../history/event.ts";
import type { Held, Stage } from "./stage.ts";

/** A place in the protocol at which a worker can be held, and something done to it. */
export interface Point {
  /** As on the command line: `before-reserve`, `after-check:send`. */
  readonly name: string;
  /** What is done there, or was done just before. */
  readonly operation: Operation;
  readonly side: "before" | "after";
  /** True where the worker owns a run, as far as it knows. */
  readonly owned: boolean;
  /** Holds the next worker that gets there; undefined: none came. */
  reach(stage: Pick<Stage, "hold" | "timing">): Promise<Held | undefined>;
}

/** How long a point is waited for, in milliseconds. */
export const pointMilliseconds = 5_000;
/** A sign of life is waited for as long as so many of them would take. */
const heartbeats = 5;

/** Every point of the protocol, in its order; those of milestones for the first and the last one. */
export function pointsOf(milestones: readonly string[]): readonly Point[] {
  const critical = [...new Set([milestones[0], milestones.at(-1)])].filter((milestone) => milestone !== undefined);
  return [
    at("before", "clean"),
    at("after", "clean"),
    at("before", "reserve"),
    at("after", "look"),
    at("after", "reserve"),
    ...critical.flatMap((milestone) => [
      at("before", "milestone", milestone),
      at("after", "check", milestone),
      at("after", "effect", milestone),
      at("after", "milestone", milestone),
    ]),
    heartbeat("before"),
    heartbeat("after"),
    at("before", "finish"),
    at("after", "finish"),
  ];
}

function at(side: Point["side"], operation: Operation, milestone?: string): Point {
  const matches = matcher(side, operation, milestone);
  return {
    name: `${side}-${operation}${milestone === undefined ? "" : `:${milestone}`}`,
    operation,
    side,
    owned: isOwned(side, operation),
    reach: (stage) => stage.hold(matches, pointMilliseconds),
  };
}

/** A run is over before it gives a sign of life: its owner is held in the middle of it, until one falls due. */
function heartbeat(side: Point["side"]): Point {
  const [inRun, beats] = [matcher("after", "check"), matcher(side, "heartbeat")];
  return {
    name: `${side}-heartbeat`,
    operation: "heartbeat",
    side,
    owned: true,
    async reach(stage) {
      const owner = await stage.hold(inRun, pointMilliseconds);
      if (owner === undefined) return undefined;
      const { worker } = owner.event;
      const milliseconds = heartbeats * stage.timing.heartbeatSeconds * 1000;
      const beat = await stage.hold((event) => event.worker === worker && beats(event), milliseconds);
      const release = () => {
        beat?.release();
        owner.release();
      };
      if (beat !== undefined) return { event: beat.event, release };
      release();
      return undefined;
    },
  };
}

function matcher(side: Point["side"], operation: Operation, milestone?: string): (event: HistoryEvent) => boolean {
  const type = side === "before" ? "invoke" : "ok";
  return (event) =>
    event.operation === operation && event.type === type && (milestone === undefined || event.milestone === milestone);
}

function isOwned(side: Point["side"], operation: Operation): boolean {
  if (operation === "clean" || operation === "look") return false;
  return operation === "reserve" ? side === "after" : !(operation === "finish" && side === "after");
}
