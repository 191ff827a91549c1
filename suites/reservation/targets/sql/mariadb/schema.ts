import { escapeId } from "mysql2";
import type { Queryable } from "../../../../../docker/shop/jobs/store.ts";

/** The two tables, in a database of their own; may be run at every start, by several instances at once. */
export async function createTables(query: Queryable["query"], schema: string): Promise<void> {
  const database = escapeId(schema);
  // Names are compared as they are: the usual collations take "Job" for "job".
  const text = "varchar(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
  await query(`CREATE DATABASE IF NOT EXISTS ${database}`, {});
  // One row a job. The row's lock orders everything that happens to the job.
  await query(
    `CREATE TABLE IF NOT EXISTS ${database}.job (
       name        ${text} PRIMARY KEY,
       state       ${text} NOT NULL DEFAULT 'settled' CHECK (state IN ('settled', 'running', 'abandoned')),
       token       bigint NOT NULL DEFAULT 0,
       worker      ${text},
       slot        datetime(6),
       reserved_at datetime(6),
       alive_until datetime(6),
       deadline    datetime(6),
       settled_at  datetime(6),
       outcome     ${text}
     ) ENGINE = InnoDB`,
    {},
  );
  // What the runs of an unsettled slot have done already.
  await query(
    `CREATE TABLE IF NOT EXISTS ${database}.job_milestone (
       job       ${text} NOT NULL,
       slot      datetime(6) NOT NULL,
       milestone ${text} NOT NULL,
       token     bigint NOT NULL,
       result    json,
       PRIMARY KEY (job, slot, milestone),
       FOREIGN KEY (job) REFERENCES ${database}.job (name)
     ) ENGINE = InnoDB`,
    {},
  );
}
