import pg from "pg";
import { Refusal } from "../../messages.ts";

/** What the provider's contract declares, for both instances together. */
export const maxConnections = 4;
/** How many instances there are. */
export const instances = 2;
/** How long a request waits for a connection. */
const patienceMilliseconds = 200;

/** Runs statements on a connection. */
export type Query = (text: string) => Promise<unknown>;

/** How the provider comes by connections to its database; a fault replaces it, or changes what is done with them. */
export interface Connections {
  /** A database user's URL. */
  readonly url: string;
  /** What the connections are known by. */
  readonly application: string;
  /** Does something on a connection of its own, and gives that back. Throws the refusal where none is free in time. */
  use<T>(work: (query: Query) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

/** As many connections at the most as are given, kept and given out in turn. */
export function createConnections(
  { url, application }: Pick<Connections, "url" | "application">,
  max: number = maxConnections / instances,
): Connections {
  const pool = poolOf(url, application, max);
  return {
    url,
    application,
    async use(work) {
      const client = await take(pool);
      try {
        return await work((text) => client.query(text));
      } finally {
        client.release();
      }
    },
    end: () => pool.end(),
  };
}

/** A pool whose broken connections disturb nobody. */
export function poolOf(url: string, application: string, max: number, patience = patienceMilliseconds): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: application,
    connectionTimeoutMillis: patience,
    max,
  });
  return pool.on("error", () => {});
}

/** Takes a connection. Throws the refusal where none is free in time. */
export function take(pool: pg.Pool): Promise<pg.PoolClient> {
  return pool.connect().catch(() => {
    throw busy();
  });
}

/** What is answered where no connection is free. */
export function busy(): Refusal {
  return new Refusal(503, "database-busy", { headers: { "retry-after": "0" } });
}
