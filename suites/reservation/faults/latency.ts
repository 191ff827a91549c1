import { type Disturbance, oneMoreRun } from "./disturbance.ts";

/** Milliseconds in each direction: what a database in another country is away, and not enough to look dead. */
const [least, most] = [20, 80];

/** The worker's connections become slow, for one run. */
export const latency: Disturbance = {
  name: "latency",
  title: `a worker's connections slowed by ${least} to ${most} ms in each direction, from each point`,
  exercises: ["single-effective-runner", "token-monotone"],
  needs: ["link"],
  isFor: () => true,
  async begin(stage, { worker }) {
    const link = stage.link(worker);
    link.delay(stage.random.integer(least, most));
    return async () => link.delay(0);
  },
  last: oneMoreRun,
};
