import { randomBytes } from "node:crypto";
import { type Random, TercetError } from "../../contracts/index.ts";
import type { StartedDatabase } from "../../docker/index.ts";
import type { Fault } from "./faults/fault.ts";
import { createWatch, type Stage } from "./faults/stage.ts";
import { checkHistory, type JudgedHistory } from "./history/check.ts";
import { type History, historyFormat } from "./history/event.ts";
import type { ReservationTarget } from "./targets/target.ts";
import { startWitness, type Witness } from "./witness/witness.ts";
import type { WorkerVariables } from "./workers/environment.ts";
import { createWorkerProcesses, type WorkerProcesses } from "./workers/processes.ts";

const job = "send-retailer-orders";
const milestones = ["collect", "send"];
const workerCount = 2;
// Short, so that a run takes seconds; long enough that a busy machine does not look dead.
const everySeconds = 0.3;
const timeoutSeconds = 30;
const heartbeatSeconds = 0.2;
const timeToLiveSeconds = 1;
const pollSeconds = 0.05;
/** A worker cleans each time it polls. What is added is for a machine that has other things to do. */
const toleranceSeconds = 3;
const takeoverBoundMilliseconds = (timeToLiveSeconds + 2 * pollSeconds + toleranceSeconds) * 1000;

const joinMilliseconds = 30_000;
const endMilliseconds = 3_000;

/** What was seen under one fault, and what it says. */
export interface Verification {
  readonly history: History;
  readonly judged: JudgedHistory;
}

/**
 * Runs a target's workers as processes under one fault and judges what they did. Throws `TercetError` (`surroundings`)
 * when a worker cannot be started or ends by itself. Whatever happens, no worker is left.
 */
export async function verifyReservation(options: {
  readonly target: ReservationTarget;
  readonly mutant: string | undefined;
  readonly fault: Fault;
  readonly database: StartedDatabase;
  readonly seed: number;
  readonly random: Random;
  readonly signal: AbortSignal;
}): Promise<Verification> {
  const { target, fault, database, seed } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, options.signal]);
  signal.throwIfAborted();
  const processes = createWorkerProcesses();
  const watch = createWatch(signal);
  const witness = await startWitness(watch.onEvent);
  const startedAt = new Date().toISOString();
  // A schema of its own for each run: what one leaves behind does not touch the next.
  const schema = `run_${randomBytes(6).toString("hex")}`;

  let workers = 0;
  const join = async () => {
    workers += 1;
    const worker = `w${workers}`;
    const joined = watch.seen((event) => event.worker === worker, joinMilliseconds);
    const command = target.command(options.mutant);
    processes.start(worker, {
      ...command,
      env: { ...command.env, ...variables(worker, witness, database.url, schema) },
    });
    if ((await joined) === undefined) {
      throw new TercetError(
        "surroundings",
        `${worker} of ${target.name} said nothing for ${joinMilliseconds / 1000} s.`,
      );
    }
  };
  const stage: Stage = {
    random: options.random,
    milestones,
    takeoverBoundMilliseconds,
    join,
    hold: watch.hold,
    seen: watch.seen,
    meet: watch.meet,
    ...controls(witness, processes),
  };
  const unexpectedEnd = processes.unexpectedEnd.then(({ worker, reason }) => {
    throw new TercetError("surroundings", `${worker} of ${target.name} ${reason}. Mend the worker, then run again.`);
  });
  const played = Promise.all(Array.from({ length: workerCount }, join)).then(() => fault.run(stage));
  try {
    await Promise.race([played, unexpectedEnd]);
  } finally {
    witness.dismiss();
    ending.abort(new Error("the run is over"));
    await Promise.allSettled([played, processes.end(endMilliseconds)]);
    await witness.close();
  }
  const history: History = {
    header: {
      format: historyFormat,
      startedAt,
      target: options.mutant === undefined ? target.name : `${target.name}, mutant ${options.mutant}`,
      database: `${database.name} ${database.version}, ${database.how}`,
      fault: fault.name,
      seed,
      takeoverBoundMilliseconds,
      timeToLiveMilliseconds: timeToLiveSeconds * 1000,
      timeoutMilliseconds: timeoutSeconds * 1000,
      milestones,
    },
    events: witness.events,
  };
  return { history, judged: checkHistory(history) };
}

function controls(witness: Witness, processes: WorkerProcesses): Pick<Stage, "stop" | "resume" | "kill"> {
  const record = (worker: string, fault: "stopped" | "resumed" | "killed") =>
    witness.record({ type: "info", operation: "fault", worker, job, fault });
  return {
    stop(worker) {
      record(worker, "stopped");
      processes.signal(worker, "SIGSTOP");
    },
    resume(worker) {
      record(worker, "resumed");
      processes.signal(worker, "SIGCONT");
    },
    kill(worker) {
      record(worker, "killed");
      processes.signal(worker, "SIGKILL");
    },
  };
}

function variables(
  worker: string,
  witness: Witness,
  databaseUrl: string,
  schema: string,
): Omit<WorkerVariables, "TERCET_MUTANT"> {
  return {
    TERCET_WORKER: worker,
    TERCET_WITNESS_URL: witness.url,
    TERCET_WITNESS_SECRET: witness.secret,
    TERCET_DATABASE_URL: databaseUrl,
    TERCET_DATABASE_SCHEMA: schema,
    TERCET_JOB: job,
    TERCET_JOB_EVERY_SECONDS: String(everySeconds),
    TERCET_JOB_TIMEOUT_SECONDS: String(timeoutSeconds),
    TERCET_JOB_HEARTBEAT_SECONDS: String(heartbeatSeconds),
    TERCET_JOB_TIME_TO_LIVE_SECONDS: String(timeToLiveSeconds),
    TERCET_JOB_POLL_SECONDS: String(pollSeconds),
    TERCET_JOB_MILESTONES: milestones.join(","),
  };
}
