import type { HistoryEvent } from "../history/event.ts";
import type { Fault } from "./fault.ts";
import { pointMilliseconds } from "./point.ts";
import type { Stage } from "./stage.ts";

const rounds = 5;
/** How long a worker that is about to reserve waits for another one to do the same. */
const meetMilliseconds = 300;
/** How long the owner waits for the other's attempt: longer than that one may itself be held before it reserves. */
const ownerMilliseconds = 2_000;
/** A worker that has only looked holds nothing yet, and may wait until a slot is due. */
const lookMilliseconds = 2_000;

/**
 * Workers reserve at the same moment; one that found the job free waits until another one has reserved it. The first
 * that acts then waits before it goes on, until another one was refused, or acted: it should not have been granted the job.
 */
export const race: Fault = {
  name: "race",
  title: "workers held before they reserve, after they look and after they act, until another one has done so",
  exercises: ["single-effective-runner"],
  needs: [],
  workers: 2,
  once: false,
  points: () => [],
  async run(stage) {
    const reserving = ({ operation, type }: HistoryEvent) => operation === "reserve" && type === "invoke";
    const reserved = ({ operation, type }: HistoryEvent) => operation === "reserve" && type === "ok";
    const looked = ({ operation, type }: HistoryEvent) => operation === "look" && type === "ok";
    stage.meet(reserving, reserving, meetMilliseconds);
    stage.meet(looked, reserved, lookMilliseconds);
    for (let round = 0; round < rounds; round++) {
      if (!(await raceOnce(stage))) break;
    }
    return [];
  },
};

async function raceOnce(stage: Stage): Promise<boolean> {
  const isEffect = ({ operation, type }: HistoryEvent) => operation === "effect" && type === "ok";
  const first = await stage.seen(isEffect, pointMilliseconds);
  if (first === undefined) return false;
  const { worker, milestone } = first;
  const held = await stage.hold(
    (event) => event.operation === "milestone" && event.worker === worker && event.milestone === milestone,
    pointMilliseconds,
  );
  const isRefused = ({ operation, type }: HistoryEvent) => operation === "reserve" && type === "fail";
  await stage.seen((event) => event.worker !== worker && (isEffect(event) || isRefused(event)), ownerMilliseconds);
  held?.release();
  const ended = await stage.seen(
    (event) => event.operation === "finish" && event.type !== "invoke" && event.worker === worker,
    pointMilliseconds,
  );
  return ended !== undefined;
}
