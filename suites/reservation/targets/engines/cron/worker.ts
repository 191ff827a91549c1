// A timer in a process, as jobs are often started before anybody thinks of a second instance.
import type * as CronerPackage from "croner";
import { requirePackage } from "../package.ts";
import { createEngineWorker } from "../worker.ts";

const { Cron } = requirePackage<typeof CronerPackage>("croner");
const worker = createEngineWorker();
const seconds = Math.ceil(worker.environment.TERCET_JOB_EVERY_SECONDS);

let runs = 0;
new Cron(`*/${seconds} * * * * *`, { protect: true }, async (cron: CronerPackage.Cron) => {
  runs += 1;
  const slot = (cron.currentRun() ?? new Date()).toISOString().replace(/\.\d+/, "");
  const granted = await worker.reserve(async () => ({ run: String(runs), slot }));
  if (granted === undefined || !(await worker.play(granted))) return;
  await worker.announced({ operation: "finish", ...granted, outcome: "succeeded" }, async () => true);
});
