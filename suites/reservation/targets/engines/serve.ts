import { setTimeout as delay } from "node:timers/promises";
import type { EngineRun, EngineWorker } from "./worker.ts";

/** An engine that is asked for work. */
export interface AskedEngine {
  /** Hands out a slot, unless one is waiting or being run; true: it did. */
  handOut(slot: string): Promise<boolean>;
  fetch(): Promise<AskedRun | undefined>;
}

/** A run that is finished by a call, whose answer says whether it was this worker's to finish. */
export interface AskedRun extends EngineRun {
  finish(): Promise<boolean>;
}

/** Hands out slots as they fall due, and runs what is granted, until the witness ends it. */
export async function serve(worker: EngineWorker, engine: AskedEngine): Promise<never> {
  for (;;) {
    await worker.handOut((slot) => engine.handOut(slot));
    const granted = await worker.reserve(() => engine.fetch());
    if (granted !== undefined && (await worker.play(granted))) {
      const { run, slot } = granted;
      await worker.announced({ operation: "finish", run, slot, outcome: "succeeded" }, () => granted.finish());
    }
    await delay(worker.environment.TERCET_JOB_POLL_SECONDS * 1000);
  }
}
