import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { DatabaseName } from "../database.ts";
import type { KeeperAnswer, KeeperOrder, ServerAction, ServerRole } from "./protocol.ts";

/** The process that keeps the servers of one database. It holds this process only while something is asked of it. */
export interface Keeper {
  /** Starts the servers and returns the port of each; throws the reason when they do not start. */
  start(what: {
    readonly database: DatabaseName;
    readonly password: string;
    readonly standby: boolean;
  }): Promise<Partial<Record<ServerRole, number>>>;
  /** Has a server do something, and returns when it is done; throws the reason when it is not. The keeper bounds each. */
  order(server: ServerRole, action: ServerAction): Promise<void>;
  /** Has it end the servers, remove their data and end itself; may be called again. */
  end(): Promise<void>;
}

/** Starts a keeper, in a session of its own. */
export function startKeeper(): Keeper {
  // Built, this file is JavaScript, and so is its neighbour.
  const path = fileURLToPath(new URL(`./keeper${extname(import.meta.url)}`, import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", path], { detached: true, stdio: ["pipe", "pipe", "ignore"] });
  const output = child.stdout as Socket;
  const ended = once(child, "exit").catch(() => {});
  // When the keeper is gone already, there is nobody left to write to; its end tells that.
  child.stdin.on("error", () => {});

  const waiting = new Map<number, (answer: KeeperAnswer) => void>();
  createInterface({ input: output }).on("line", (line) => {
    const answer = JSON.parse(line) as KeeperAnswer;
    waiting.get(answer.id)?.(answer);
  });

  let orders = 0;
  const ask = async (order: (id: number) => KeeperOrder): Promise<KeeperAnswer> => {
    orders += 1;
    const id = orders;
    const answered = new Promise<KeeperAnswer>((resolve) => waiting.set(id, resolve));
    child.ref();
    output.ref();
    child.stdin.write(`${JSON.stringify(order(id))}\n`);
    const gone = ended.then(() => ({ id, error: "its keeper process ended without a word" }));
    const answer = await Promise.race([answered, gone]);
    waiting.delete(id);
    if (waiting.size === 0) {
      child.unref();
      output.unref();
    }
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  };
  return {
    async start(what) {
      const { ports } = await ask((id) => ({ id, ...what }));
      return ports ?? {};
    },
    async order(server, action) {
      await ask((id) => ({ id, server, action }));
    },
    async end() {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}
