import { anotherActs, comesBack, type Disturbance } from "./disturbance.ts";

/**
 * The worker is stopped (SIGSTOP: a long pause of the garbage collector, of the virtual machine, of the host), until
 * another one has acted. Then it goes on where it was.
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
      // What it was about to do comes late; the answer waits for it, so that it acts as soon as it wakes up.
      const back = comesBack(stage, worker);
      await stage.resume(worker);
      await back;
    };
  },
  last: anotherActs,
};
