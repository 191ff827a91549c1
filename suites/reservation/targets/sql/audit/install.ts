import type { JobStore } from "../../../../../docker/shop/jobs/store.ts";
import type { SqlDatabase } from "../store.ts";

// A sign of life changes none of these, and is no transition.
const columns = ["state", "token", "worker", "slot"];

/**
 * Has a trigger write down each transition of the job table; may be repeated, also by several at the same time. The tables
 * are there already.
 */
export async function installAudit(database: SqlDatabase, store: JobStore<unknown>): Promise<void> {
  await (database === "postgres" ? installInPostgres(store) : installInMariadb(store));
}

function installInPostgres({ tables: { job }, transaction }: JobStore<unknown>): Promise<void> {
  return transaction(60, async ({ query }) => {
    await query("SELECT pg_advisory_xact_lock(hashtext(:job))", { job });
    const { rows } = await query("SELECT 1 WHERE to_regclass(:audit) IS NULL", { audit: `${job}_audit` });
    // Who makes a trigger waits for everybody who is in the middle of a transaction.
    if (rows.length === 0) return;
    await query(
      `CREATE TABLE ${job}_audit (
         serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         job text NOT NULL, state text NOT NULL, token bigint NOT NULL, worker text, slot timestamptz,
         at timestamptz NOT NULL)`,
      {},
    );
    await query(
      `CREATE FUNCTION ${job}_audited() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO ${job}_audit (job, ${columns.join(", ")}, at)
         VALUES (NEW.name, ${columns.map((column) => `NEW.${column}`).join(", ")}, clock_timestamp());
         RETURN NULL;
       END $$`,
      {},
    );
    await query(
      `CREATE TRIGGER audited AFTER UPDATE ON ${job} FOR EACH ROW
       WHEN ((${columns.map((column) => `OLD.${column}`).join(", ")})
         IS DISTINCT FROM (${columns.map((column) => `NEW.${column}`).join(", ")}))
       EXECUTE FUNCTION ${job}_audited()`,
      {},
    );
  });
}

async function installInMariadb({ tables: { job }, query }: JobStore<unknown>): Promise<void> {
  const [schema = ""] = job.replaceAll("`", "").split(".");
  await query(
    `CREATE TABLE IF NOT EXISTS ${job}_audit (
       serial bigint AUTO_INCREMENT PRIMARY KEY,
       job varchar(191) NOT NULL, state varchar(191) NOT NULL, token bigint NOT NULL, worker varchar(191), slot datetime(6),
       at datetime(6) NOT NULL) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    {},
  );
  const { rows } = await query("SELECT 1 FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = :schema", { schema });
  // Who makes a trigger waits for everybody who is in the middle of a transaction.
  if (rows.length > 0) return;
  await query(
    `CREATE TRIGGER IF NOT EXISTS ${job}_audited AFTER UPDATE ON ${job} FOR EACH ROW
     IF NOT (${columns.map((column) => `OLD.${column} <=> NEW.${column}`).join(" AND ")}) THEN
       INSERT INTO ${job}_audit (job, ${columns.join(", ")}, at)
       VALUES (NEW.name, ${columns.map((column) => `NEW.${column}`).join(", ")}, SYSDATE(6));
     END IF`,
    {},
  );
}
