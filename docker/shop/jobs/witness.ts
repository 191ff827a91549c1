import { z } from "zod";
import { type JobDefinition, OwnershipLost, type Reservation } from "./job.ts";
import { type JobObserver, unobserved } from "./observer.ts";

const environment = z.object({
  TERCET_WITNESS_URL: z.url(),
  TERCET_WITNESS_SECRET: z.string(),
  TERCET_WORKER: z.string(),
});

/**
 * Tells the witness of `tercet jobs verify` each step, where the environment names one; in production none is named, and
 * nothing is observed. What a milestone does is then also had on the witness's ledger, with the token and a key that is
 * the same in each run of the slot. The process ends when the witness dismisses it, or is gone.
 */
export function observerFrom(variables: NodeJS.ProcessEnv): JobObserver {
  if (variables.TERCET_WITNESS_URL === undefined) return unobserved;
  const {
    TERCET_WITNESS_URL: url,
    TERCET_WITNESS_SECRET: secret,
    TERCET_WORKER: worker,
  } = environment.parse(variables);

  async function post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
    try {
      const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify({ worker, ...body }) });
      return (await response.json()) as Readonly<Record<string, unknown>>;
    } catch {
      return process.exit(0);
    }
  }
  async function announce(type: "invoke" | "ok" | "fail" | "info", details: object): Promise<void> {
    if ((await post("/events", { type, ...details })).continue !== true) process.exit(0);
  }
  /** `done` is told what the step gave; without it, it was refused. What is thrown without an answer is known to nobody. */
  async function observed<T>(said: object, step: () => Promise<T>, done: (result: T) => readonly object[]): Promise<T> {
    await announce("invoke", said);
    let result: T;
    try {
      result = await step();
    } catch (error) {
      await announce(error instanceof OwnershipLost ? "fail" : "info", said);
      throw error;
    }
    const outcomes = done(result);
    for (const outcome of outcomes) await announce("ok", { ...said, ...outcome });
    if (outcomes.length === 0) await announce("fail", said);
    return result;
  }

  return {
    clean: ({ name: job }, step) =>
      observed({ operation: "clean", job }, step, (all) => {
        const own = all.filter((cleaned) => cleaned.job === job).map(({ token }) => ({ token }));
        return own.length === 0 ? [{}] : own;
      }),
    reserve: ({ name: job }: JobDefinition, step) =>
      observed({ operation: "reserve", job }, step, (taken) => (taken === undefined ? [] : [labels(taken)])),
    owned: (operation, reservation, details, step) =>
      observed({ operation, ...labels(reservation), ...details }, step, (result) => (result === false ? [] : [{}])),
    async acting(reservation, milestone) {
      const said = { ...labels(reservation), milestone };
      await announce("ok", { operation: "check", ...said });
      const key = `${said.job}/${said.slot}/${milestone}`;
      if ((await post("/effects", { ...said, key })).accepted !== true) throw new OwnershipLost(reservation);
    },
  };
}

function labels({ job, token, slot }: Reservation) {
  return { job: job.name, run: String(token), token, slot: slot.toISOString() };
}
