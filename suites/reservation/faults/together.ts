import { announced, type Disturbance, disturbAt } from "./disturbance.ts";
import type { Disturbed, Fault, Need } from "./fault.ts";

const rounds = 6;

/**
 * A schedule that the seed decides: in each round, two disturbances at two points, one while the other lasts. There is one
 * worker more than are disturbed, so that somebody can always take over.
 */
export function together(disturbances: readonly Disturbance[]): Fault {
  return {
    name: "together",
    title: "two faults at a time, at random points",
    exercises: ["single-effective-runner", "token-monotone"],
    needs: [...new Set(disturbances.flatMap(({ needs }): readonly Need[] => needs))],
    workers: 3,
    once: false,
    points: (all) => all,
    async run(stage, points) {
      const known = await announced(stage, points);
      const done: Disturbed[] = [];
      if (known.length === 0) return [];
      for (let round = 0; round < rounds; round++) {
        const pair = [0, 1].map(() => ({
          disturbance: stage.random.pick(disturbances),
          point: stage.random.pick(known),
        }));
        const outcomes = await Promise.allSettled(
          pair.map(async ({ disturbance, point }) => {
            const since = stage.events.length;
            if (await disturbAt(stage, disturbance, point)) done.push({ point, since });
          }),
        );
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
      }
      return done;
    },
  };
}
