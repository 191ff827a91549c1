import pg from "pg";
import { type JobDefinition, type JobStatus, type Outcome, OwnershipLost, type Reservation } from "./job.ts";
import { schemaSql } from "./schema.ts";

/** A run that was taken from its owner. */
export interface Cleaned {
  readonly job: string;
  readonly token: number;
}

/**
 * The protocol of a recurrent job with many instances and a single effective runner, on PostgreSQL: clean, reserve,
 * execute by milestones with signs of life, finish. Whoever lost a run learns it at its next step and changes nothing.
 */
export interface Reservations {
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
  milestone<T>(reservation: Reservation, name: string, action: (client: pg.ClientBase) => Promise<T>): Promise<T>;
  /** Ends the run; false: it is not the worker's any more, and nothing was changed. */
  finish(reservation: Reservation, outcome: Outcome): Promise<boolean>;
  /** Every job that was ever reserved here. */
  status(): Promise<readonly JobStatus[]>;
}

// Why the protocol holds, hole by hole:
// - Reserving is one statement that looks and takes under the row's lock; between a read and a write, another would fit.
// - A milestone checks and acts in one transaction under that lock; between a check and an action, a worker may be
//   stopped for minutes and wake up as the owner of the past.
// - Ownership is a token from a counter in the row, not the worker's name: the same worker that reserves again is
//   another owner.
// - Time is the database's, read when the lock is held (clock_timestamp, not now): workers' clocks differ.

/** Runs the protocol on the tables of one schema. */
export function createReservations({ pool, schema }: { pool: pg.Pool; schema: string }): Reservations {
  const job = `${pg.escapeIdentifier(schema)}.job`;
  const milestones = `${pg.escapeIdentifier(schema)}.job_milestone`;
  const owned = "name = $1 AND token = $2 AND state = 'running'";
  const owner = ({ job: { name }, token }: Reservation) => [name, token];

  return {
    async migrate() {
      await inTransaction(pool, async (client) => {
        // CREATE … IF NOT EXISTS fails when two do it at the same time.
        await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`${schema}.job`]);
        await client.query(schemaSql(schema));
      });
    },

    async clean() {
      // A row that is locked is being worked on: skipped, so that cleaning waits for nobody.
      const { rows } = await pool.query<{ name: string; token: string }>(
        `UPDATE ${job} SET state = 'abandoned'
         WHERE name IN (
           SELECT name FROM ${job}
           WHERE state = 'running' AND least(alive_until, deadline) < clock_timestamp()
           FOR UPDATE SKIP LOCKED)
         RETURNING name, token`,
      );
      return rows.map(({ name, token }) => ({ job: name, token: Number(token) }));
    },

    async reserve(definition, worker) {
      const { name, everySeconds, timeoutSeconds, timeToLiveSeconds } = definition;
      await pool.query(`INSERT INTO ${job} (name) VALUES ($1) ON CONFLICT DO NOTHING`, [name]);
      const { rows } = await pool.query<{ token: string; slot: Date }>(
        `WITH clock AS MATERIALIZED (
           SELECT to_timestamp(floor(extract(epoch FROM clock_timestamp()) / $3::numeric) * $3::numeric) AS due
         ), free AS (
           SELECT name, CASE state WHEN 'abandoned' THEN slot ELSE due END AS slot
           FROM ${job} CROSS JOIN clock
           WHERE name = $1 AND (state = 'abandoned' OR state = 'settled' AND (slot IS NULL OR slot < due))
           FOR UPDATE OF job SKIP LOCKED
         )
         UPDATE ${job} AS taken
         SET state = 'running', token = taken.token + 1, worker = $2, slot = free.slot,
             reserved_at = clock_timestamp(),
             alive_until = clock_timestamp() + make_interval(secs => $4),
             deadline = clock_timestamp() + make_interval(secs => $5)
         FROM free WHERE taken.name = free.name
         RETURNING taken.token, taken.slot`,
        [name, worker, everySeconds, timeToLiveSeconds, timeoutSeconds],
      );
      const [taken] = rows;
      return taken === undefined
        ? undefined
        : { job: definition, worker, token: Number(taken.token), slot: taken.slot };
    },

    async heartbeat(reservation) {
      const { rowCount } = await pool.query(
        `UPDATE ${job} SET alive_until = clock_timestamp() + make_interval(secs => $3) WHERE ${owned}`,
        [...owner(reservation), reservation.job.timeToLiveSeconds],
      );
      return rowCount === 1;
    },

    async milestone<T>(reservation: Reservation, name: string, action: (client: pg.ClientBase) => Promise<T>) {
      const { job: definition, token, slot } = reservation;
      return inTransaction(pool, async (client) => {
        // An owner that is stopped now would keep the lock, and with it the job, for ever: the server ends its session.
        const patience = Math.ceil(definition.timeToLiveSeconds * 1000);
        await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${patience}`);
        const { rowCount } = await client.query(
          `SELECT FROM ${job} WHERE ${owned} FOR NO KEY UPDATE`,
          owner(reservation),
        );
        if (rowCount !== 1) throw new OwnershipLost(reservation);
        const { rows } = await client.query<{ result: T }>(
          `SELECT result FROM ${milestones} WHERE job = $1 AND slot = $2 AND milestone = $3`,
          [definition.name, slot, name],
        );
        if (rows[0] !== undefined) return rows[0].result;
        const result = await action(client);
        // A sign of life as well: while the row was locked, no heartbeat could be written.
        await client.query(
          `WITH alive AS (
             UPDATE ${job} SET alive_until = clock_timestamp() + make_interval(secs => $6) WHERE name = $1
           )
           INSERT INTO ${milestones} (job, slot, milestone, token, result) VALUES ($1, $2, $3, $4, $5)`,
          [definition.name, slot, name, token, JSON.stringify(result ?? null), definition.timeToLiveSeconds],
        );
        return result;
      });
    },

    async finish(reservation, outcome) {
      // Milestones are kept as long as the slot may run again.
      const { rows } = await pool.query<{ finished: boolean }>(
        `WITH finished AS (
           UPDATE ${job}
           SET state = CASE $3 WHEN 'abandoned' THEN 'abandoned' ELSE 'settled' END, outcome = $3,
               settled_at = CASE $3 WHEN 'abandoned' THEN settled_at ELSE clock_timestamp() END
           WHERE ${owned} RETURNING name, slot, state
         ), forgotten AS (
           DELETE FROM ${milestones} AS milestone USING finished
           WHERE milestone.job = finished.name AND milestone.slot <= finished.slot AND finished.state = 'settled'
         )
         SELECT EXISTS (SELECT FROM finished) AS finished`,
        [...owner(reservation), outcome],
      );
      return rows[0]?.finished === true;
    },

    async status() {
      const { rows } = await pool.query(
        `SELECT name, state, token::float AS token, worker, slot, reserved_at AS "reservedAt",
                settled_at AS "settledAt", outcome
         FROM ${job} ORDER BY name`,
      );
      return rows;
    },
  };
}

async function inTransaction<T>(pool: pg.Pool, body: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // The server may end the session while nothing is awaited; the next query tells.
  const ignore = () => {};
  client.on("error", ignore);
  let broken = false;
  try {
    await client.query("BEGIN");
    const result = await body(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}
