import { Pool } from "pg";
import { TercetError, type Verdict } from "../../contracts/index.ts";
import { migrate } from "./migrate.ts";

/** One run of a scenario by a monitor, as it is kept. */
export interface MonitorResult {
  /** The identity of the handed-out job: a result that is delivered twice is kept once. */
  readonly id: string;
  readonly environment: string;
  readonly scenario: string;
  readonly location: string;
  readonly startedAt: Date;
  readonly durationMilliseconds: number;
  readonly verdict: Verdict;
  readonly message?: string;
  /** Clean-up is judged apart; absent where nothing was created. */
  readonly cleanup?: { readonly verdict: Verdict; readonly message: string };
  /** SHA-256 of the scenario's code: the same as in CI. */
  readonly contentHash: string;
  readonly seed: number;
}

/** What the monitor keeps, in PostgreSQL. */
export interface Store {
  save(result: MonitorResult): Promise<void>;
  /** The newest result of each scenario and location of an environment. */
  latest(environment: string): Promise<readonly MonitorResult[]>;
  /** Those of these results that are there. */
  find(ids: readonly string[]): Promise<readonly MonitorResult[]>;
  /** Resolves where the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the store and brings its tables up to date; throws `TercetError` (`surroundings`) when it is out of reach. */
export async function openStore(url: string): Promise<Store> {
  const pool = new Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => {});
  try {
    await migrate(pool);
  } catch (cause) {
    await pool.end();
    throw storeOutOfReach(url, cause);
  }
  return {
    async save(result) {
      await pool.query(
        `INSERT INTO tercet.results (id, environment, scenario, location, started_at, duration_milliseconds, verdict,
           message, cleanup_verdict, cleanup_message, content_hash, seed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING`,
        [
          result.id,
          result.environment,
          result.scenario,
          result.location,
          result.startedAt,
          result.durationMilliseconds,
          result.verdict,
          result.message,
          result.cleanup?.verdict,
          result.cleanup?.message,
          result.contentHash,
          result.seed,
        ],
      );
    },
    async latest(environment) {
      const { rows } = await pool.query<ResultRow>(
        `SELECT DISTINCT ON (scenario, location) * FROM tercet.results WHERE environment = $1
         ORDER BY scenario, location, started_at DESC`,
        [environment],
      );
      return rows.map(fromRow);
    },
    async find(ids) {
      const { rows } = await pool.query<ResultRow>("SELECT * FROM tercet.results WHERE id = ANY($1)", [ids]);
      return rows.map(fromRow);
    },
    async ping() {
      await pool.query("SELECT 1");
    },
    close: () => pool.end(),
  };
}

/** The one sentence for a store that does not answer; the password of the URL is not shown. */
export function storeOutOfReach(url: string, cause: unknown): TercetError {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  const { host, pathname } = new URL(url);
  return new TercetError(
    "surroundings",
    `The monitor's store at ${host}${pathname} cannot be used: ${reason}. Check the environment's "store" and that PostgreSQL runs there.`,
    { cause },
  );
}

interface ResultRow {
  readonly id: string;
  readonly environment: string;
  readonly scenario: string;
  readonly location: string;
  readonly started_at: Date;
  readonly duration_milliseconds: number;
  readonly verdict: Verdict;
  readonly message: string | null;
  readonly cleanup_verdict: Verdict | null;
  readonly cleanup_message: string | null;
  readonly content_hash: string;
  readonly seed: number;
}

function fromRow(row: ResultRow): MonitorResult {
  return {
    id: row.id,
    environment: row.environment,
    scenario: row.scenario,
    location: row.location,
    startedAt: row.started_at,
    durationMilliseconds: row.duration_milliseconds,
    verdict: row.verdict,
    ...(row.message === null ? {} : { message: row.message }),
    ...(row.cleanup_verdict === null
      ? {}
      : { cleanup: { verdict: row.cleanup_verdict, message: row.cleanup_message ?? "" } }),
    contentHash: row.content_hash,
    seed: row.seed,
  };
}
