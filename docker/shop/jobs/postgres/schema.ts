import pg from "pg";

/** The two tables, in the service's own schema; may be run at every start, by several instances at once. */
export function schemaSql(schema: string): string {
  const prefix = pg.escapeIdentifier(schema);
  return `
    CREATE SCHEMA IF NOT EXISTS ${prefix};
    -- One row a job. The row's lock orders everything that happens to the job.
    CREATE TABLE IF NOT EXISTS ${prefix}.job (
      name        text PRIMARY KEY,
      state       text NOT NULL DEFAULT 'settled' CHECK (state IN ('settled', 'running', 'abandoned')),
      token       bigint NOT NULL DEFAULT 0,
      worker      text,
      slot        timestamptz,
      reserved_at timestamptz,
      alive_until timestamptz,
      deadline    timestamptz,
      settled_at  timestamptz,
      outcome     text
    );
    -- What the runs of an unsettled slot have done already.
    CREATE TABLE IF NOT EXISTS ${prefix}.job_milestone (
      job       text NOT NULL REFERENCES ${prefix}.job (name),
      slot      timestamptz NOT NULL,
      milestone text NOT NULL,
      token     bigint NOT NULL,
      result    jsonb,
      PRIMARY KEY (job, slot, milestone)
    );`;
}
