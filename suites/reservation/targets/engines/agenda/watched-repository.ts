import type { JobParameters, JobRepository } from "agenda";
import type { EngineRun, EngineWorker } from "../worker.ts";

/** A store of agenda's, and what was granted out of it. */
export interface WatchedRepository {
  readonly repository: JobRepository;
  /** The run that a handler was started for, by the row that it was given; to be asked once, at its start. */
  runOf(row: JobParameters): EngineRun;
}

/**
 * Announces what agenda does with its store: it locks a row, runs a handler and unlocks the row without telling, so the
 * store that it is given is watched. What comes out is a reservation; what goes back in without a lock is a finish.
 */
export function createWatchedRepository(repository: JobRepository, worker: EngineWorker): WatchedRepository {
  const granted = new Map<string, EngineRun>();
  const running = new WeakMap<JobParameters, EngineRun>();
  let runs = 0;
  let asking = false;

  async function lockNext(question: Parameters<JobRepository["getNextJobToRun"]>): Promise<JobParameters | undefined> {
    let found: JobParameters | undefined;
    await worker.reserve(async () => {
      found = await repository.getNextJobToRun(...question);
      if (found === undefined) return undefined;
      const run = { run: `${++runs}`, slot: `${found.nextRunAt?.toISOString()}` };
      granted.set(`${found._id}`, run);
      return run;
    });
    return found;
  }

  const watched: Pick<JobRepository, "getNextJobToRun" | "saveJobState" | "unlockJob"> = {
    async getNextJobToRun(...question) {
      // Agenda does not wait for its last look before it looks again; what was announced is answered first.
      if (asking) return undefined;
      asking = true;
      try {
        return await lockNext(question);
      } finally {
        asking = false;
      }
    },
    async saveJobState(row, options) {
      const run = running.get(row);
      if (run === undefined || row.lockedAt) return repository.saveJobState(row, options);
      const outcome = row.failedAt?.getTime() === row.lastFinishedAt?.getTime() ? "failed" : "succeeded";
      // Agenda takes no notice of an error here either.
      await worker.announced({ operation: "finish", ...run, outcome }, async () => {
        await repository.saveJobState(row, options);
        return true;
      });
    },
    async unlockJob(row) {
      const run = granted.get(`${row._id}`);
      if (run === undefined) return repository.unlockJob(row);
      await worker.announced({ operation: "finish", ...run, outcome: "abandoned" }, async () => {
        await repository.unlockJob(row);
        return true;
      });
    },
  };

  return {
    repository: Object.assign(Object.create(repository), watched),
    runOf(row) {
      const run = granted.get(`${row._id}`);
      if (run === undefined) throw new Error("agenda runs what it was not granted");
      running.set(row, run);
      return run;
    },
  };
}
