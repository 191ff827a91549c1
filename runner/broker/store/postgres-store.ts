import { createHash } from "node:crypto";
import { Pool, type PoolClient } from "pg";
import { canonical, type Fact, factSchema, type JsonObject, pointer, TercetError } from "../../../contracts/index.ts";
import { checkFacts } from "./check-facts.ts";
import { contradicted, isPublished } from "./contradicted.ts";
import type { FactStore } from "./fact-store.ts";
import { migrateFacts } from "./migrate.ts";
import { shelfOf } from "./shelf.ts";

/** Facts that are written by one statement. */
const batch = 5_000;

/** Keeps facts in PostgreSQL; brings its tables up to date. Throws `TercetError` (`surroundings`) where it is out of reach. */
export async function openPostgresStore(url: string): Promise<FactStore> {
  const pool = new Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 5_000 });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => {});
  const { host, pathname } = new URL(url);
  const name = `${host}${pathname}`;
  const reaching = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof TercetError) throw cause;
      const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
      throw new TercetError(
        "surroundings",
        `The ledger at ${name} cannot be used: ${reason}. Check its URL, and that PostgreSQL runs there.`,
        { cause },
      );
    }
  };
  try {
    await reaching(() => migrateFacts(pool));
  } catch (error) {
    await pool.end();
    throw error;
  }
  const readWhere = (condition: string, value: unknown) =>
    reaching(async () => {
      const { rows } = await pool.query<FactRow>(`SELECT digest, body FROM tercet.facts WHERE ${condition}`, [value]);
      return rows.map((row) => readRow(row, name));
    });
  return {
    name,
    read: (shelves) => readWhere("shelf = ANY($1)", shelves),
    // The prefix ends with a slash, and "0" is the character after it.
    readUnder: (prefix) => readWhere("shelf > $1 AND shelf < left($1, -1) || '0'", prefix),
    append: (facts) =>
      reaching(async () => {
        checkFacts(facts);
        const client = await pool.connect();
        try {
          await client.query("BEGIN");
          await refuseOtherContents(client, facts, name);
          for (let start = 0; start < facts.length; start += batch) {
            const rows = facts.slice(start, start + batch).map((fact) => ({ fact, text: canonical(fact) }));
            await client.query(
              `INSERT INTO tercet.facts (digest, shelf, recorded_at, body)
               SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::jsonb[]) ON CONFLICT DO NOTHING`,
              [
                rows.map(({ text }) => createHash("sha256").update(text).digest("hex")),
                rows.map(({ fact }) => shelfOf(fact)),
                rows.map(({ fact }) => fact.at),
                rows.map(({ text }) => text),
              ],
            );
          }
          await client.query("COMMIT");
        } catch (error) {
          await client.query("ROLLBACK").catch(() => {});
          throw error;
        } finally {
          client.release();
        }
      }),
    readContent: (digest) =>
      reaching(async () => {
        const sql = "SELECT body FROM tercet.contents WHERE digest = $1";
        const { rows } = await pool.query<{ body: JsonObject }>(sql, [digest]);
        return rows[0]?.body;
      }),
    writeContent: (digest, content) =>
      reaching(async () => {
        const sql = "INSERT INTO tercet.contents (digest, body) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        await pool.query(sql, [digest, JSON.stringify(content)]);
      }),
    fileOf: () => undefined,
    close: () => pool.end(),
  };
}

/** The key of the advisory lock of whoever publishes; one for all, since a publication is short. */
const publicationLock = 7_263_543;

/**
 * Holds back others that publish until this transaction ends, and refuses what one of them published otherwise in the meantime:
 * several brokers may share a ledger.
 */
async function refuseOtherContents(client: PoolClient, facts: readonly Fact[], name: string): Promise<void> {
  const shelves = [...new Set(facts.filter(isPublished).map(shelfOf))];
  if (shelves.length === 0) return;
  await client.query("SELECT pg_advisory_xact_lock($1)", [publicationLock]);
  const sql = "SELECT digest, body FROM tercet.facts WHERE shelf = ANY($1)";
  const { rows } = await client.query<FactRow>(sql, [shelves]);
  const error = contradicted(
    rows.map((row) => readRow(row, name)),
    facts,
  );
  if (error !== undefined) throw error;
}

interface FactRow {
  readonly digest: string;
  readonly body: unknown;
}

function readRow({ digest, body }: FactRow, name: string): Fact {
  const parsed = factSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = pointer(...(issue?.path ?? []).map(String));
  throw new TercetError(
    "contract",
    `The fact ${digest} in ${name} at ${place} cannot be read: ${issue?.message}. A newer tercet wrote it, or somebody changed it: restore it.`,
    { place: { file: name, pointer: place } },
  );
}
