import type { ReservationTarget } from "../target.ts";
import { agenda } from "./agenda/target.ts";
import { bullmq, bullmqRedis } from "./bullmq/target.ts";
import { cron } from "./cron/target.ts";
import { graphileWorker, graphileWorkerUnlock } from "./graphile-worker/target.ts";
import { pgBoss, pgBossById } from "./pg-boss/target.ts";

/** Public job engines as they are; none is a dependency of the harness. */
export const engineTargets: readonly ReservationTarget[] = [
  pgBoss,
  pgBossById,
  graphileWorker,
  graphileWorkerUnlock,
  bullmq,
  bullmqRedis,
  agenda,
  cron,
];
