import type { HistoryEvent } from "../history/event.ts";
import { type Disturbance, oneMoreRun } from "./disturbance.ts";
import type { Stage } from "./stage.ts";

/** More than any time to live, less than what makes a token or a certificate invalid by itself. */
const offsetSeconds = 120;
const runs = 3;
/** A sign of life, or a search for dead runs, is waited for as long as so many of them would take. */
const patience = 5;

/**
 * The worker's clock is set wrong, and another one's to the other side, for a few runs: behind and ahead, at the next point
 * ahead and behind. An owner is held until it gave a sign of life by its clock, and the other one has looked at it by its.
 */
export const clockSkew: Disturbance = {
  name: "clock-skew",
  title: `a worker's clock set ${offsetSeconds} s behind and another one's ahead, or the other way, at each point, for ${runs} runs`,
  exercises: ["single-effective-runner", "clock-tolerance"],
  needs: ["clock"],
  isFor: () => true,
  async begin(stage, { worker }) {
    const workers = [worker, otherThan(worker, stage)].filter((one) => one !== undefined);
    const corrected = stage.events.filter(({ fault }) => fault === "corrected").length;
    const side = (corrected / workers.length) % 2 === 0 ? -1 : 1;
    for (const [place, one] of workers.entries()) {
      await stage.setClock(one, place === 0 ? side * offsetSeconds : -side * offsetSeconds);
    }
    await lookedAt(stage, worker);
    return async () => {
      for (const one of workers) await stage.setClock(one, 0);
    };
  },
  async last(stage) {
    for (let run = 0; run < runs; run++) await oneMoreRun(stage);
  },
};

function otherThan(worker: string, { events }: Stage): string | undefined {
  return events.findLast((event) => event.worker !== worker && event.operation !== "fault")?.worker;
}

async function lookedAt({ seen, timing }: Stage, worker: string): Promise<void> {
  const isSign = (event: HistoryEvent) =>
    event.worker === worker && event.operation === "heartbeat" && event.type === "ok";
  const sign = await seen(isSign, patience * timing.heartbeatSeconds * 1000);
  if (sign === undefined) return;
  const isLook = (type: "invoke" | "ok") => (event: HistoryEvent) =>
    event.worker !== worker && event.operation === "clean" && event.type === type;
  const begun = await seen(isLook("invoke"), patience * timing.pollSeconds * 1000);
  if (begun !== undefined) await seen(isLook("ok"), patience * timing.pollSeconds * 1000);
}
