import { type Disturbance, oneMoreRun } from "./disturbance.ts";

/** More than any time to live, less than what makes a token or a certificate invalid by itself. */
const offsetSeconds = 120;
const runs = 3;

/** The worker's clock is set wrong, ahead or behind, for a few runs. */
export const clockSkew: Disturbance = {
  name: "clock-skew",
  title: `a worker's clock set ${offsetSeconds} s ahead or behind at each point, for ${runs} runs`,
  exercises: ["single-effective-runner", "clock-tolerance"],
  needs: ["clock"],
  isFor: () => true,
  async begin(stage, { worker }) {
    await stage.setClock(worker, stage.random.boolean() ? offsetSeconds : -offsetSeconds);
    return () => stage.setClock(worker, 0);
  },
  async last(stage) {
    for (let run = 0; run < runs; run++) await oneMoreRun(stage);
  },
};
