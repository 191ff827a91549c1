import { setTimeout as delay } from "node:timers/promises";
import { lastingPort } from "../../lasting-port.ts";
import { oneAfterTheOther } from "../one-after-the-other.ts";
import { freezeTree, signalDescendants, signalProcess } from "./process-tree.ts";
import { type Program, type Running, run, untilWritten } from "./program.ts";

const endTimeoutMilliseconds = 10_000;
const portAttempts = 5;

/** How a back end's server is run. */
export interface ServerKind {
  /** On a port of the loopback interface. */
  program(port: number): Program;
  /** What it writes when it serves. */
  readonly ready: string;
  /** The signal by which its first process ends at once and writes no data any more. */
  readonly crashSignal: NodeJS.Signals;
  /** The signals by which it ends in order, and the next ones where that takes too long. */
  readonly endSignals: readonly NodeJS.Signals[];
}

/** A server of this machine that can be disturbed; each operation is bounded in time. */
export interface LocalServer {
  readonly port: number;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ended at once, as by a crash, and started again on the same port. */
  restart(): Promise<void>;
  /** Ended at once, as by a crash. */
  kill(): Promise<void>;
  /** Ended in order, also when it is paused. */
  stop(): Promise<void>;
}

/** Starts a server on a free port; throws with what it wrote when it does not get ready. */
export async function startLocalServer(kind: ServerKind): Promise<LocalServer> {
  const inTurn = oneAfterTheOther();
  const first = await launchOnFreePort(kind);
  const { port } = first;
  let { running } = first;

  const kill = async () => {
    if (hasEnded(running)) return;
    const pid = running.child.pid as number;
    await freezeTree(pid);
    await signalDescendants(pid, "SIGKILL");
    signalProcess(pid, kind.crashSignal);
    signalProcess(pid, "SIGCONT");
    await end(running, ["SIGKILL"]);
  };
  const resume = async () => {
    if (hasEnded(running)) return;
    await signalDescendants(running.child.pid as number, "SIGCONT");
    running.child.kill("SIGCONT");
  };
  return {
    port,
    pause: () => inTurn(async () => (hasEnded(running) ? undefined : freezeTree(running.child.pid as number))),
    resume: () => inTurn(resume),
    kill: () => inTurn(kill),
    restart: () =>
      inTurn(async () => {
        await kill();
        running = await launch(kind, port);
      }),
    stop: () =>
      inTurn(async () => {
        await resume();
        running.child.kill(kind.endSignals[0]);
        await end(running, kind.endSignals.slice(1));
      }),
  };
}

async function launchOnFreePort(kind: ServerKind): Promise<{ readonly port: number; readonly running: Running }> {
  for (let attempt = 1; ; attempt++) {
    const port = await lastingPort();
    try {
      return { port, running: await launch(kind, port) };
    } catch (error) {
      // Between looking for a free port and binding it, somebody else may take it.
      const portTaken = error instanceof Error && /could not bind|Address already in use/.test(error.message);
      if (!portTaken || attempt === portAttempts) throw error;
    }
  }
}

async function launch(kind: ServerKind, port: number): Promise<Running> {
  const running = run(kind.program(port));
  await untilWritten(running, kind.ready);
  return running;
}

/** Waits for the end; where it takes too long, with the next signal. */
async function end({ child, ended }: Running, signals: readonly NodeJS.Signals[]): Promise<void> {
  for (const signal of [undefined, ...signals]) {
    if (signal !== undefined) child.kill(signal);
    const over = ended.then(() => true);
    if (await Promise.race([over, delay(endTimeoutMilliseconds, false, { ref: false })])) return;
  }
}

function hasEnded({ child }: Running): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
