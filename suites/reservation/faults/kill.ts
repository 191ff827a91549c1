import { anotherActs, type Disturbance } from "./disturbance.ts";

/** The worker is killed (SIGKILL), and a new one takes its place. */
export const kill: Disturbance = {
  name: "kill",
  title: "a worker killed at each point, and a new one started",
  exercises: ["single-effective-runner", "progress", "no-lost-run"],
  needs: [],
  isFor: () => true,
  async begin(stage, { worker }) {
    await stage.kill(worker);
    return () => stage.join();
  },
  last: anotherActs,
};
