import { type JobDefinition, type JobStatus, type Outcome, OwnershipLost, type Reservation } from "./job.ts";
import { assignments, type Rules, rulesIn } from "./rules.ts";
import type { JobStore } from "./store.ts";

/** A run that was taken from its owner. */
export interface Cleaned {
  readonly job: string;
  readonly token: number;
}

/**
 * The protocol of a recurrent job with many instances and a single effective runner, in SQL: clean, reserve, execute by
 * milestones with signs of life, finish. Whoever lost a run learns it at its next step and changes nothing. Where the
 * database's answer does not come, everything rejects, and nobody knows what it did: who asked to reserve has nothing
 * then, and a run that cannot be finished is left to the cleaner.
 */
export interface Reservations<Client = unknown> {
  /** Makes the tables; may be repeated. */
  migrate(): Promise<void>;
  /** Takes runs that are silent or too long from their owners; returns their jobs and tokens. */
  clean(): Promise<readonly Cleaned[]>;
  /** The reservation, or undefined where another one runs the job or no slot is due. */
  reserve(job: JobDefinition, worker: string): Promise<Reservation | undefined>;
  /** Gives a sign of life; false: the run is not the worker's any more. */
  heartbeat(reservation: Reservation): Promise<boolean>;
  /**
   * Does the action at most once for the slot, and only as the owner. After a crash, a milestone that was reached is not
   * done again: its result of then (JSON) is returned. Throws `OwnershipLost`.
   */
  milestone<T>(reservation: Reservation, name: string, action: (client: Client) => Promise<T>): Promise<T>;
  /** Ends the run; false: it is not the worker's any more, and nothing was changed. */
  finish(reservation: Reservation, outcome: Outcome): Promise<boolean>;
  /** Every job that was ever reserved here. */
  status(): Promise<readonly JobStatus[]>;
}

// Why the protocol holds, hole by hole:
// - Reserving looks and takes under the row's lock; between a read and a write, another would fit.
// - A milestone checks and acts in one transaction under that lock; between a check and an action, a worker may be
//   stopped for minutes and wake up as the owner of the past.
// - Ownership is a token from a counter in the row, not the worker's name: the same worker that reserves again is
//   another owner.
// - Time is the database's, read when the lock is held: workers' clocks differ.

/** Runs the protocol on a store; whoever gives it other rules has another protocol. */
export function createReservations<Client>(
  store: JobStore<Client>,
  rules: Rules = rulesIn(store.dialect),
): Reservations<Client> {
  const { job, milestone } = store.tables;
  const signOfLife = assignments(rules.alive);
  const owner = ({ job: { name }, token }: Reservation) => ({ name, token });

  return {
    migrate: () => store.migrate(),

    async clean() {
      const rows = await store.seize(rules.expired, rules.cleaned, {});
      return rows.map(({ name, token }) => ({ job: name, token }));
    },

    async reserve(definition, worker) {
      const { name } = definition;
      await store.add(name);
      const [taken] = await store.seize(`name = :name AND (${rules.free})`, rules.taken, { ...definition, worker });
      return taken === undefined ? undefined : { job: definition, worker, token: taken.token, slot: taken.slot };
    },

    async heartbeat(reservation) {
      const { timeToLiveSeconds } = reservation.job;
      const text = `UPDATE ${job} SET ${signOfLife} WHERE ${rules.owned}`;
      const { matched } = await store.query(text, { ...owner(reservation), timeToLiveSeconds });
      return matched === 1;
    },

    async milestone<T>(reservation: Reservation, name: string, action: (client: Client) => Promise<T>) {
      const { job: definition, slot } = reservation;
      const values = { ...owner(reservation), slot, milestone: name };
      // An owner that is stopped inside would keep the lock, and with it the job, for ever.
      return store.transaction(definition.timeToLiveSeconds, async ({ query, client }) => {
        const { rows: owned } = await query(`SELECT name FROM ${job} WHERE ${rules.owned} FOR UPDATE`, values);
        if (owned.length === 0) throw new OwnershipLost(reservation);
        const { rows } = await query<{ result: string }>(
          `SELECT ${store.dialect.jsonText("result")} AS result FROM ${milestone}
           WHERE job = :name AND slot = :slot AND milestone = :milestone`,
          values,
        );
        if (rows[0] !== undefined) return JSON.parse(rows[0].result) as T;
        const result = await action(client);
        await query(
          `INSERT INTO ${milestone} (job, slot, milestone, token, result)
           VALUES (:name, :slot, :milestone, :token, :result)`,
          { ...values, result: JSON.stringify(result ?? null) },
        );
        // A sign of life as well: while the row was locked, no heartbeat could be written.
        const { timeToLiveSeconds } = definition;
        await query(`UPDATE ${job} SET ${signOfLife} WHERE name = :name`, { ...values, timeToLiveSeconds });
        return result;
      });
    },

    async finish(reservation, outcome) {
      const end: Record<string, string> = { outcome: ":outcome", state: "'abandoned'" };
      if (outcome !== "abandoned") Object.assign(end, { state: "'settled'", settled_at: store.dialect.clock });
      const text = `UPDATE ${job} SET ${assignments(end)} WHERE ${rules.owned}`;
      const { matched } = await store.query(text, { ...owner(reservation), outcome });
      if (matched !== 1) return false;
      if (outcome !== "abandoned") {
        // Milestones are kept as long as the slot may run again. What is left now is forgotten with the next slot.
        const values = { name: reservation.job.name, slot: reservation.slot };
        await store.query(`DELETE FROM ${milestone} WHERE job = :name AND slot <= :slot`, values).catch(() => {});
      }
      return true;
    },

    async status() {
      const { rows } = await store.query<StatusRow>(
        `SELECT name, state, token, worker, slot, reserved_at, settled_at, outcome FROM ${job} ORDER BY name`,
        {},
      );
      return rows.map(({ token, reserved_at: reservedAt, settled_at: settledAt, ...row }) => ({
        ...row,
        token: Number(token),
        reservedAt,
        settledAt,
      }));
    },
  };
}

interface StatusRow extends Pick<JobStatus, "name" | "state" | "worker" | "slot" | "outcome"> {
  readonly token: string | number;
  readonly reserved_at: Date | null;
  readonly settled_at: Date | null;
}
