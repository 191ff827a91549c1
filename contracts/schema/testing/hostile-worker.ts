import { parentPort } from "node:worker_threads";
import { processorMilliseconds } from "../containment/clock.ts";
import { contains } from "../contains.ts";
import { hostilePairs } from "./hostile-schemas.ts";

/** Answers `{ index, swapped }`, a hostile pair, by its verdict and the processor time that it took. */
parentPort?.on("message", ({ index, swapped }: { readonly index: number; readonly swapped: boolean }) => {
  const [, left, right] = hostilePairs[index] as (typeof hostilePairs)[number];
  const start = processorMilliseconds();
  const { verdict } = contains({ schema: swapped ? right : left }, { schema: swapped ? left : right });
  parentPort?.postMessage({ verdict, milliseconds: processorMilliseconds() - start });
});
