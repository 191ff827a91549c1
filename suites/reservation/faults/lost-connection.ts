import { type Disturbance, oneMoreRun } from "./disturbance.ts";
import type { StageLink } from "./stage.ts";

/** The worker's connections are reset: both sides learn it at once. */
export const connectionKilled = lost("connection-killed", "reset", "a worker's connections reset at each point");

/** The store takes the worker's connections for ended, and the worker hears nothing: its sockets stay open. */
export const halfOpen = lost("half-open", "half-open", "a worker's connections left half-open at each point");

function lost(name: string, how: Parameters<StageLink["lose"]>[0], title: string): Disturbance {
  return {
    name,
    title,
    exercises: ["single-effective-runner", "token-monotone"],
    needs: ["link"],
    isFor: () => true,
    async begin(stage, { worker }) {
      stage.link(worker).lose(how);
      return async () => {};
    },
    last: oneMoreRun,
  };
}
