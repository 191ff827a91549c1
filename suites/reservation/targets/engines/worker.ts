import { setTimeout as delay } from "node:timers/promises";
import { type WorkerEnvironment, workerEnvironmentSchema } from "../../workers/environment.ts";
import { connectWitness, type Said, type WitnessClient } from "../../workers/witness-client.ts";

const startAttempts = 20;
const startPauseMilliseconds = 250;

/** A run that an engine has granted, with what the engine offers its owner; what it does not offer is left out. */
export interface EngineRun {
  /** The engine's own name of it: the job and the attempt. */
  readonly run: string;
  readonly slot: string;
  /** Asks the engine whether the run is still this worker's. */
  owns?(): Promise<boolean>;
  /** Prolongs the lock; false: the engine refused. */
  heartbeat?(): Promise<boolean>;
  /** Writes that a milestone was reached; false: the engine refused. */
  progress?(milestone: string): Promise<boolean>;
}

/** What every worker of an engine does alike: it plays the job on the ledger, and announces what the engine does. */
export interface EngineWorker extends Pick<WitnessClient, "announce"> {
  readonly environment: WorkerEnvironment;
  /** Announces an operation before and after; true: done, false: refused, or nobody knows. */
  announced(said: Omit<Said, "type">, operation: () => Promise<boolean>): Promise<boolean>;
  /**
   * Hands out a slot where the next one is due by this worker's clock; `enqueue` is true where the engine took it, and
   * not where it has one. Each is a piece of work of its own, also where another worker hands one out at the same time.
   */
  handOut(enqueue: (slot: string) => Promise<boolean>): Promise<void>;
  /** Asks the engine for a run, announced. */
  reserve<R extends EngineRun>(fetch: () => Promise<R | undefined>): Promise<R | undefined>;
  /** Plays a granted run up to its finish; false: the engine said that it is not this worker's any more. */
  play(run: EngineRun): Promise<boolean>;
}

/** Reads what the harness told, and connects to the witness. */
export function createEngineWorker(): EngineWorker {
  const environment = workerEnvironmentSchema.parse(process.env);
  const { announce, effect } = connectWitness(environment);

  async function announced(said: Omit<Said, "type">, operation: () => Promise<boolean>): Promise<boolean> {
    await announce({ type: "invoke", ...said });
    // What fails with an error may have taken effect.
    const type = await operation().then(
      (done) => (done ? "ok" : "fail"),
      () => "info" as const,
    );
    await announce({ type, ...said });
    return type === "ok";
  }

  async function act({ run, slot, owns, progress }: EngineRun, milestone: string): Promise<boolean> {
    const labels = { run, slot, milestone };
    await announce({ type: "invoke", operation: "milestone", ...labels });
    // An engine has no fencing token to give to others, and without a promise of more than once nobody sends a key.
    const acted =
      (owns === undefined || (await announced({ operation: "check", ...labels }, owns))) && (await effect(labels));
    await announce({ type: acted ? "ok" : "fail", operation: "milestone", ...labels });
    if (acted && progress !== undefined) {
      await announced({ operation: "progress", ...labels }, () => progress(milestone));
    }
    return acted;
  }

  let handedOut = "";
  return {
    environment,
    announce,
    announced,
    async handOut(enqueue) {
      const everyMilliseconds = environment.TERCET_JOB_EVERY_SECONDS * 1000;
      const due = new Date(Math.floor(Date.now() / everyMilliseconds) * everyMilliseconds).toISOString();
      const slot = `${due}/${environment.TERCET_WORKER}`;
      if (slot === handedOut) return;
      handedOut = slot;
      // What nobody knows to be handed out is not announced: it cannot be missed.
      if (await enqueue(slot).catch(() => false)) await announce({ type: "ok", operation: "due", slot });
    },
    async reserve(fetch) {
      await announce({ type: "invoke", operation: "reserve" });
      try {
        const granted = await fetch();
        await announce(
          granted === undefined
            ? { type: "fail", operation: "reserve" }
            : { type: "ok", operation: "reserve", run: granted.run, slot: granted.slot },
        );
        return granted;
      } catch {
        await announce({ type: "info", operation: "reserve" });
        return undefined;
      }
    },
    async play(granted) {
      const { run, slot, heartbeat } = granted;
      const heart =
        heartbeat === undefined
          ? undefined
          : setInterval(
              () => void announced({ operation: "heartbeat", run, slot }, heartbeat),
              environment.TERCET_JOB_HEARTBEAT_SECONDS * 1000,
            );
      try {
        for (const milestone of environment.TERCET_JOB_MILESTONES) {
          if (!(await act(granted, milestone))) return false;
        }
        return true;
      } finally {
        clearInterval(heart);
      }
    },
  };
}

/** Starts what two workers may not be able to start at the same moment, since both make its tables. */
export async function untilStarted<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      if (attempt === startAttempts) throw error;
      await delay(startPauseMilliseconds);
    }
  }
}
