import { extname } from "node:path";
import { type Engine, engineTarget } from "../engine.ts";

const engine: Engine = {
  name: "bullmq",
  description: "BullMQ: one job at a time by deduplication and global concurrency, locks prolonged and asked for",
  promise: {
    text: "at least once: a job whose lock is lost is processed again",
    source: "https://docs.bullmq.io/bull/important-notes",
  },
  packages: ["bullmq", "pg"],
  worker: new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
};

/** BullMQ on PostgreSQL, asked for jobs by hand, as its documentation says for programs that steer themselves. */
export const bullmq = engineTarget(engine);

/** BullMQ on Redis, the store that it was made for. */
export const bullmqRedis = engineTarget({
  ...engine,
  name: "bullmq-redis",
  description: "BullMQ: the same on Redis",
  database: "redis",
  packages: ["bullmq", "ioredis"],
});
