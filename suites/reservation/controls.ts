import type { StartedDatabase } from "../../docker/index.ts";
import type { Stage, StageLink, StageStore } from "./faults/stage.ts";
import type { FaultKind } from "./history/event.ts";
import type { Link } from "./link.ts";
import type { Witness } from "./witness/witness.ts";
import type { WorkerClock } from "./workers/clock.ts";
import type { WorkerProcesses } from "./workers/processes.ts";

/** What stands in the place of a worker where something is done to the store. */
const storeName = "store";

/**
 * What a fault can do, each recorded in the history: what takes something away before it is done, what gives it back after,
 * so that nobody is held to what was not there.
 */
export function createControls(options: {
  readonly job: string;
  readonly witness: Witness;
  readonly processes: WorkerProcesses;
  readonly database: StartedDatabase;
  /** Of each worker, where the fault needs them. */
  readonly links: ReadonlyMap<string, Link>;
  readonly clocks: ReadonlyMap<string, WorkerClock>;
}): Pick<Stage, "stop" | "resume" | "kill" | "link" | "store" | "setClock"> {
  const { job, witness, processes, database, links, clocks } = options;
  const record = (worker: string, fault: FaultKind) =>
    witness.record({ type: "info", operation: "fault", worker, job, fault });

  return {
    async stop(worker) {
      record(worker, "stopped");
      await processes.signal(worker, "SIGSTOP");
    },
    async resume(worker) {
      record(worker, "resumed");
      await processes.signal(worker, "SIGCONT");
    },
    async kill(worker) {
      record(worker, "killed");
      await processes.signal(worker, "SIGKILL");
    },
    link: (worker) => recordedLink(present(links.get(worker), "link"), (fault) => record(worker, fault)),
    store: recordedStore(database, links, (fault) => record(storeName, fault)),
    async setClock(worker, offsetSeconds) {
      if (offsetSeconds !== 0) record(worker, "skewed");
      await present(clocks.get(worker), "clock").set(offsetSeconds);
      if (offsetSeconds === 0) record(worker, "corrected");
    },
  };
}

function recordedLink(link: Link, record: (fault: FaultKind) => void): StageLink {
  return {
    cutOff(direction) {
      record("cut-off");
      link.cutOff(direction);
    },
    reconnect() {
      const wasCut = link.isCut;
      link.reconnect();
      if (wasCut) record("reconnected");
    },
    lose(how) {
      record("connections-lost");
      link.lose(how);
    },
    async loseCommit(part) {
      const happened = await link.loseCommit(part);
      if (happened) record("commit-lost");
      return happened;
    },
    delay(milliseconds) {
      record(milliseconds === 0 ? "undelayed" : "delayed");
      link.delay(milliseconds);
    },
  };
}

function recordedStore(
  database: StartedDatabase,
  links: ReadonlyMap<string, Link>,
  record: (fault: FaultKind) => void,
): StageStore {
  const { nodes, failover, disk } = database;
  const everyNode = (what: "pause" | "resume" | "restart") => Promise.all(nodes.map((node) => node[what]()));
  return {
    async pause() {
      record("store-down");
      await everyNode("pause");
    },
    async resume() {
      await everyNode("resume");
      record("store-up");
    },
    async restart() {
      record("store-down");
      await everyNode("restart");
      record("store-up");
    },
    holdReplication: () => present(failover, "standby").holdReplication(),
    async failOver() {
      record("store-down");
      const node = await present(failover, "standby").failOver();
      for (const link of links.values()) link.retarget(node);
      record("store-up");
    },
    async fillDisk() {
      record("store-down");
      await present(disk, "small disk").fill();
    },
    async freeDisk() {
      await present(disk, "small disk").free();
      record("store-up");
    },
  };
}

function present<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`the fault did not say that it needs a ${name}`);
  return part;
}
