import { extname } from "node:path";
import { type Engine, engineTarget } from "../engine.ts";

const engine: Engine = {
  name: "pg-boss",
  description: "pg-boss: a queue of policy exclusive, heartbeats, settled by attempt",
  promise: {
    text: "a queue of policy exclusive has one job that is queued or active; an attempt that is over settles nothing",
    source: "https://pgboss.io/api/queues",
  },
  packages: ["pg-boss"],
  // It permits no shorter heartbeat than 10 s, and looks for those that are missing once a second.
  timing: { timeToLiveSeconds: 10, heartbeatSeconds: 1, pollSeconds: 0.5, toleranceSeconds: 8 },
  worker: new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
};

/** pg-boss, asked by fetch, touch and complete, as its documentation says for programs that poll themselves. */
export const pgBoss = engineTarget(engine);

/** As before jobs could be settled by attempt, and as they still can be. */
export const pgBossById = engineTarget({
  ...engine,
  name: "pg-boss-by-id",
  description: "pg-boss: the same, touched and settled by the job's id",
  promise: {
    text: "a queue of policy exclusive has one job that is queued or active; an id stands for any attempt",
    source: "https://pgboss.io/api/jobs",
  },
  env: { TERCET_ENGINE_SETTLES: "id" },
});
