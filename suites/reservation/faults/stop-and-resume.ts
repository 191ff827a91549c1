import type { HistoryEvent } from "../history/event.ts";
import { anotherActs, comesBack, type Disturbance } from "./disturbance.ts";
import { pointMilliseconds } from "./point.ts";

/**
 * The worker is stopped (SIGSTOP: a long pause of the garbage collector, of the virtual machine, of the host), until
 * another one has acted. Then it goes on where it was, and the other one waits meanwhile: what comes late surely comes
 * while somebody else owns the job.
 */
export const stopAndResume: Disturbance = {
  name: "stop-and-resume",
  title: "a worker stopped at each point until another one has acted, then resumed",
  exercises: ["single-effective-runner", "progress"],
  needs: [],
  isFor: () => true,
  async begin(stage, { worker }) {
    await stage.stop(worker);
    return async () => {
      const act = await anotherActs(stage, { worker });
      // At what it does next, and not in the transaction of its act, which may lock out the one that comes late.
      const isNext = (event: HistoryEvent) => event.worker === act?.worker && event.operation !== "heartbeat";
      const other = act && (await stage.hold(isNext, pointMilliseconds));
      // What it was about to do comes late; the answer waits for it, so that it acts as soon as it wakes up.
      const back = comesBack(stage, worker);
      try {
        await stage.resume(worker);
        await back;
      } finally {
        other?.release();
      }
    };
  },
  // What undoes it waits for the other one.
  last: async () => {},
};
