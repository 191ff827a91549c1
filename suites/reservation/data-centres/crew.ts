import { randomBytes } from "node:crypto";
import { TercetError } from "../../../contracts/index.ts";
import type { SiteName } from "../../../docker/index.ts";
import type { Watch } from "../faults/watch.ts";
import type { ReservationTarget } from "../targets/target.ts";
import type { Witness } from "../witness/witness.ts";
import { createWorkerProcesses } from "../workers/processes.ts";
import { workerVariables } from "../workers/variables.ts";
import type { SiteStore } from "./store.ts";
import { siteTiming } from "./timing.ts";
import { openWorkerWays, type WorkerWays } from "./worker-ways.ts";

const joinMilliseconds = 60_000;
const endMilliseconds = 2_000;

/** A worker, and where it runs. */
export interface Member {
  readonly worker: string;
  readonly site: SiteName;
  readonly job: string;
}

/**
 * Two jobs, so that reservations happen all the time, each with a worker in each data centre; and one in the witness's site,
 * which is a site like the others when it is alone.
 */
export const members: readonly Member[] = [
  { worker: "dc1-orders", site: "dc1", job: "send-retailer-orders" },
  { worker: "dc2-orders", site: "dc2", job: "send-retailer-orders" },
  { worker: "witness-orders", site: "witness", job: "send-retailer-orders" },
  { worker: "dc1-prices", site: "dc1", job: "publish-prices" },
  { worker: "dc2-prices", site: "dc2", job: "publish-prices" },
];

/** What the members run. */
export const jobs: readonly string[] = [...new Set(members.map(({ job }) => job))];

/** The critical actions of each run, in order. */
export const milestones: readonly string[] = ["collect", "send"];

/** The workers of one scenario, at work. */
export interface Crew {
  /** By worker: how many requests it has sent into each site. */
  requests(): ReadonlyMap<string, ReturnType<WorkerWays["requests"]>>;
  /** Tells all workers that can be told where the store is now. */
  reroute(): void;
  /** Rejects when a worker ends by itself. */
  readonly failed: Promise<never>;
  end(): Promise<void>;
}

/**
 * Starts the members, and returns when all have announced something. Throws `TercetError` (`surroundings`) when one does not;
 * nothing is left then.
 */
export async function startCrew(options: {
  readonly target: ReservationTarget;
  readonly mutant: string | undefined;
  readonly store: SiteStore;
  readonly witness: Witness;
  readonly watch: Watch;
}): Promise<Crew> {
  const { target, store, witness, watch } = options;
  const ways = new Map<string, WorkerWays>();
  const failed = Promise.withResolvers<never>();
  // It is raced by whoever runs the scenario; afterwards it is nobody's.
  failed.promise.catch(() => {});
  const processes = createWorkerProcesses((worker, reason) =>
    failed.reject(surroundings(`${worker} of ${target.name} ${reason}. Mend the worker, then run again.`)),
  );
  witness.refusal.then((sentence) =>
    failed.reject(surroundings(`A worker of ${target.name} does not keep to the witness's protocol: ${sentence}.`)),
  );
  // A schema of its own for each scenario: what one leaves behind does not touch the next.
  const schema = `run_${randomBytes(6).toString("hex")}`;

  const join = async ({ worker, job }: Member) => {
    const url = ways.get(worker)?.url ?? "";
    const joined = watch.seen((event) => event.worker === worker, joinMilliseconds);
    const command = target.command(options.mutant);
    await processes.start(worker, {
      ...command,
      env: {
        ...command.env,
        ...workerVariables({ worker, witness, url, schema, job, milestones, timing: siteTiming }),
      },
    });
    if ((await joined) === undefined) {
      throw surroundings(`${worker} of ${target.name} announced nothing for ${joinMilliseconds / 1000} s.`);
    }
  };
  const end = async () => {
    await processes.end(endMilliseconds);
    await Promise.all([...ways.values()].map((one) => one.close()));
  };
  try {
    for (const { worker, site } of members) ways.set(worker, await openWorkerWays(store, site));
    await Promise.race([Promise.all(members.map(join)), failed.promise]);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    requests: () => new Map([...ways].map(([worker, one]) => [worker, one.requests()])),
    reroute() {
      for (const one of ways.values()) one.reroute();
    },
    failed: failed.promise,
    end,
  };
}

function surroundings(sentence: string): TercetError {
  return new TercetError("surroundings", sentence);
}
