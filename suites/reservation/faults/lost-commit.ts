import { type Disturbance, oneMoreRun } from "./disturbance.ts";
import type { Point } from "./point.ts";
import type { StageLink } from "./stage.ts";

/** The connection is reset before the worker's commit arrives: nothing was done, and the worker cannot know it. */
export const lostCommit = lost("lost-commit", "commit", "the connection reset before a commit arrives, at each point");

/** The connection is reset when the commit was done, before its answer arrives: the worker cannot know it either. */
export const lostAnswer = lost(
  "lost-answer",
  "answer",
  "the connection reset after a commit, before its answer arrives",
);

function lost(name: string, part: Parameters<StageLink["loseCommit"]>[0], title: string): Disturbance {
  return {
    name,
    title,
    exercises: ["single-effective-runner", "token-monotone"],
    needs: ["link"],
    isFor: writes,
    async begin(stage, { worker }) {
      // The next commit that the worker sends: of what it is about to do, or of the transaction that it is in.
      const link = stage.link(worker);
      const happened = link.loseCommit(part);
      return () => {
        link.reconnect();
        return happened;
      };
    },
    last: oneMoreRun,
  };
}

function writes({ side, operation }: Point): boolean {
  return side === "before" || operation === "check" || operation === "effect" || operation === "look";
}
