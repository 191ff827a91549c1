import { extname } from "node:path";
import { createRunDatabase } from "../../run-database.ts";
import { type Engine, engineTarget } from "../engine.ts";

const engine: Engine = {
  name: "graphile-worker",
  description: "graphile-worker: a serial queue, one job by its key",
  promise: {
    text: "jobs of a named queue run one after the other; a job whose worker is gone stays locked for four hours",
    source: "https://worker.graphile.org/docs/error-handling",
  },
  packages: ["graphile-worker", "pg"],
  worker: new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
  // Its migrations are notified over the whole database, and end the workers of every other schema.
  prepareStore: createRunDatabase,
};

/** graphile-worker as it is installed. */
export const graphileWorker = engineTarget(engine);

/** With what its documentation offers against the four hours: a supervisor that unlocks what silent workers hold. */
export const graphileWorkerUnlock = engineTarget({
  ...engine,
  name: "graphile-worker-unlock",
  description: "graphile-worker, with a supervisor that unlocks by forceUnlockWorkers what silent workers hold",
  promise: {
    text: "jobs of a named queue run one after the other; forceUnlockWorkers is for workers that no longer run",
    source: "https://worker.graphile.org/docs/admin-functions",
  },
  env: { TERCET_ENGINE_UNLOCKS: "true" },
});
