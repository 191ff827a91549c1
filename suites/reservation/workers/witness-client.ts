import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import type { Announcement, EffectRequest } from "../history/event.ts";
import type { WorkerEnvironment } from "./environment.ts";

/** What a worker says, but for its name and job. */
export type Said = Omit<Announcement, "worker" | "job">;

/** The worker's side of the witness's protocol. */
export interface WitnessClient {
  /** Announces, and returns when the worker may go on. Ends the process when the witness dismisses it, or is gone. */
  announce(said: Said): Promise<void>;
  /** Has an effect on the ledger; false: it was refused. */
  effect(effect: Omit<EffectRequest, "worker" | "job">): Promise<boolean>;
}

/** Talks to the witness that the environment names. */
export function connectWitness(environment: WorkerEnvironment): WitnessClient {
  const identity = { worker: environment.TERCET_WORKER, job: environment.TERCET_JOB };
  // A worker asks some forty times a second, and dozens of them run on one machine: fetch would take twice the processor time.
  const agent = new Agent({ keepAlive: true });
  const headers = {
    authorization: `Bearer ${environment.TERCET_WITNESS_SECRET}`,
    "content-type": "application/json",
  };
  const post = async (
    path: string,
    body: object,
  ): Promise<{ status: number | undefined; answer: Record<string, unknown> }> => {
    const asked = request(`${environment.TERCET_WITNESS_URL}${path}`, { method: "POST", agent, headers });
    // What comes after the answer's first line is told by the answer.
    asked.on("error", () => {});
    asked.end(JSON.stringify({ ...identity, ...body }));
    try {
      const [response] = (await once(asked, "response")) as [IncomingMessage];
      return { status: response.statusCode, answer: (await json(response)) as Record<string, unknown> };
    } catch {
      // Nobody watches any more.
      process.exit(0);
    }
  };
  return {
    async announce(said) {
      const { status, answer } = await post("/events", said);
      if (status !== 200) throw new Error(`the witness refused ${JSON.stringify(said)}: ${answer.reason}`);
      if (answer.continue !== true) process.exit(0);
    },
    async effect(effect) {
      const { status, answer } = await post("/effects", effect);
      if (status !== 200 && status !== 409) throw new Error(`the ledger refused the form: ${answer.reason}`);
      return status === 200;
    },
  };
}
