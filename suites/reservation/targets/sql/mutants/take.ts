import type { JobDefinition, Reservation } from "../../../../../docker/shop/jobs/job.ts";
import { assignments } from "../../../../../docker/shop/jobs/rules.ts";
import type { Reference } from "./mutant.ts";

/** A job that was found free, and what a reservation of it would be. */
export interface Found {
  readonly token: number;
  readonly slot: Date;
}

/** Looks whether the job may be reserved, and locks nothing. */
export async function look(reference: Reference, job: JobDefinition): Promise<Found | undefined> {
  const { store, rules, worker } = reference;
  await store.add(job.name);
  const { rows } = await store.query<{ token: string; slot: Date }>(
    `SELECT ${rules.taken.token} AS token, ${rules.taken.slot} AS slot
     FROM ${store.tables.job} CROSS JOIN (SELECT ${store.dialect.clock} AS instant) AS clock
     WHERE name = :name AND (${rules.free})`,
    { ...job, worker },
  );
  const [row] = rows;
  return row === undefined ? undefined : { token: Number(row.token), slot: row.slot };
}

/** Writes that the worker has the job, without a look at what the row has become. */
export async function take(reference: Reference, job: JobDefinition, found: Found): Promise<Reservation> {
  const { store, rules, worker } = reference;
  const changes = assignments({ ...rules.taken, token: ":token", slot: ":slot" });
  await store.query(
    `UPDATE ${store.tables.job} SET ${changes.replaceAll("instant", store.dialect.clock)} WHERE name = :name`,
    { ...job, ...found, worker },
  );
  return { job, worker, ...found };
}
