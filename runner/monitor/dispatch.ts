import { randomUUID } from "node:crypto";
import { PgBoss } from "pg-boss";
import { storeOutOfReach } from "../store/store.ts";

/** One run that was handed out. */
export interface Assignment {
  readonly id: string;
  readonly scenario: string;
}

/** What may be asked of the distribution of work. */
export interface Dispatcher {
  /** Asks for a run in the current period; however many monitors ask, one run is handed out. */
  schedule(scenario: string, everySeconds: number): Promise<void>;
  /** Asks for a run now, whatever the schedule says, and returns its identity. */
  request(scenario: string): Promise<string>;
  /** Ends after the runs under way. */
  stop(): Promise<void>;
}

/**
 * Hands out scenario runs over all monitors of one environment and location. Distribution is pg-boss's, not our own: it
 * gives each run to one of those that listen, and one run a period (`singletonSeconds`, counted on the database's clock).
 */
export async function startDispatcher(options: {
  readonly store: string;
  readonly environment: string;
  readonly location: string;
  readonly concurrency: number;
  readonly timeoutSeconds: number;
  readonly run: (assignment: Assignment) => Promise<void>;
  readonly onError: (error: Error) => void;
}): Promise<Dispatcher> {
  const boss = new PgBoss({ connectionString: options.store, schema: "tercet_queue", max: 4, schedule: false });
  boss.on("error", options.onError);
  try {
    await boss.start();
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw storeOutOfReach(options.store, cause);
  }
  const queue = queueName(options.environment, options.location);
  // A run that is lost is not repeated: the next period brings the next one, and silence shows as stale.
  await boss.createQueue(queue, { retryLimit: 0, expireInSeconds: options.timeoutSeconds, deleteAfterSeconds: 3600 });
  await boss.work<{ scenario: string }>(
    queue,
    { localConcurrency: options.concurrency, pollingIntervalSeconds: 0.5 },
    async (jobs) => {
      for (const job of jobs) await options.run({ id: job.id, scenario: job.data.scenario });
    },
  );
  return {
    async schedule(scenario, everySeconds) {
      await boss.send(queue, { scenario }, { singletonKey: scenario, singletonSeconds: everySeconds });
    },
    async request(scenario) {
      const id = randomUUID();
      await boss.send(queue, { scenario }, { id });
      return id;
    },
    stop: () => boss.stop({ graceful: true, timeout: options.timeoutSeconds * 1000 }),
  };
}

/** pg-boss allows letters, digits, `_`, `-`, `.` and `/` in the name of a queue. */
function queueName(environment: string, location: string): string {
  return `scenarios/${environment}/${location}`.replaceAll(/[^\w./-]/g, "_");
}
