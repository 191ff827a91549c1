import { anotherActs, comesBack, type Disturbance } from "./disturbance.ts";
import type { StageLink } from "./stage.ts";

/** What the worker and its store send each other vanishes, until another one has acted. */
export const cutOff = cut(
  "cut-off",
  "both",
  "a worker cut off from the store at each point until another one has acted",
);

/** What the worker sends vanishes; what the store sends arrives. */
export const cutOffToStore = cut(
  "cut-off-to-store",
  "to-store",
  "nothing that a worker sends reaches the store, from each point until another one has acted",
);

/** What the store sends vanishes; what the worker sends arrives. */
export const cutOffFromStore = cut(
  "cut-off-from-store",
  "from-store",
  "nothing that the store sends reaches a worker, from each point until another one has acted",
);

function cut(name: string, direction: Parameters<StageLink["cutOff"]>[0], title: string): Disturbance {
  return {
    name,
    title,
    exercises: ["single-effective-runner", "progress"],
    needs: ["link"],
    isFor: () => true,
    async begin(stage, { worker }) {
      const link = stage.link(worker);
      link.cutOff(direction);
      return async () => {
        const back = comesBack(stage, worker);
        link.reconnect();
        await back;
      };
    },
    last: anotherActs,
  };
}
