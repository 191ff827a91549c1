import { extname } from "node:path";
import { engineTarget } from "../engine.ts";

/** BullMQ on PostgreSQL, asked for jobs by hand, as its documentation says for programs that steer themselves. */
export const bullmq = engineTarget({
  name: "bullmq",
  description: "BullMQ: one job at a time by deduplication and global concurrency, locks prolonged and asked for",
  promise: {
    text: "at least once: a job whose lock is lost is processed again",
    source: "https://docs.bullmq.io/bull/important-notes",
  },
  packages: ["bullmq", "pg"],
  worker: new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
});
