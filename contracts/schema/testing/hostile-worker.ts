import { parentPort } from "node:worker_threads";
import { contains } from "../contains.ts";
import { hostilePairs } from "./hostile-schemas.ts";

/** Answers `{ index, swapped }`, a hostile pair, by its verdict and the processor time that it took. */
parentPort?.on("message", ({ index, swapped }: { readonly index: number; readonly swapped: boolean }) => {
  const [, left, right] = hostilePairs[index] as (typeof hostilePairs)[number];
  const start = process.threadCpuUsage();
  const { verdict } = contains({ schema: swapped ? right : left }, { schema: swapped ? left : right });
  // Of this thread: the rest of the process is the test runner.
  const { user, system } = process.threadCpuUsage(start);
  parentPort?.postMessage({ verdict, milliseconds: (user + system) / 1_000 });
});
