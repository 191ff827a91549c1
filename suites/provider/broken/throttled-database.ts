import pg from "pg";
import {
  busy,
  type Connections,
  createConnections,
  maxConnections,
  poolOf,
  type Query,
  take,
} from "./arrangements/database/connections.ts";
import { connecting, withDatabase } from "./arrangements/database.ts";
import type { Fault } from "./fault.ts";
import { Refusal } from "./messages.ts";

const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: (connections: Connections) => Partial<Connections>,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({
  name,
  guarantee: "throttled-database",
  caughtBy,
  alsoBreaks,
  arrangement: withDatabase,
  change: connecting(change),
});

/** A connection that is in no pool. */
async function connectAlone({ url, application }: Connections): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: application });
  client.on("error", () => {});
  await client.connect().catch(() => {
    throw busy();
  });
  return client;
}

/** More wait only under load: so many are not sent at once otherwise. */
const manyWait = 4;

/** What holds all connections for good does not do what it is asked afterwards either. */
const forGood = { "leaves-no-track": "no connection is left to delete with" };

/** Notices how a transaction ends. */
function noting(query: Query, note: (text: string) => void): Query {
  return (text) => {
    note(text);
    return query(text);
  };
}

/** Providers that take more connections than they declared, or keep them. */
export const databaseThrottleFaults: readonly Fault[] = [
  fault("connects-for-each-request", ["connections"], (connections) => ({
    async use(work) {
      const client = await connectAlone(connections);
      try {
        return await work((text) => client.query(text));
      } finally {
        await client.end();
      }
    },
  })),
  fault("gives-each-instance-the-whole", ["connections"], (connections) =>
    createConnections(connections, maxConnections),
  ),
  fault("opens-more-when-all-are-in-use", ["connections"], ({ use, ...connections }) => {
    let open = 0;
    return {
      async use(work) {
        if (open++ < maxConnections / 2) return use(work).finally(() => open--);
        const client = await connectAlone({ use, ...connections });
        return work((text) => client.query(text)).finally(() => {
          open--;
          return client.end();
        });
      },
    };
  }),
  fault("has-another-pool-beside-it", ["connections"], ({ url, application, use, end }) => {
    const second = createConnections({ url, application });
    let turn = 0;
    return {
      use: (work) => (turn++ % 2 === 0 ? use(work) : second.use(work)),
      async end() {
        await Promise.all([end(), second.end()]);
      },
    };
  }),
  fault(
    "keeps-a-connection-after-a-refusal",
    ["returned"],
    ({ url, application }) => {
      const pool = poolOf(url, application, maxConnections / 2);
      const kept = new Set<pg.PoolClient>();
      return {
        async use(work) {
          const client = await take(pool);
          let isRefused = false;
          const result = await work(
            noting(
              (text) => client.query(text),
              (text) => {
                isRefused = text === "ROLLBACK";
              },
            ),
          );
          if (isRefused) kept.add(client);
          else client.release();
          return result;
        },
        async end() {
          for (const client of kept) client.release();
          await pool.end();
        },
      };
    },
    forGood,
  ),
  fault("leaves-the-transaction-of-a-refusal-open", ["returned"], ({ use }) => ({
    // The connection is given back as it is; the next one to use it ends the transaction by chance.
    use: (work) => use((query) => work(async (text) => (text === "ROLLBACK" ? undefined : query(text)))),
  })),
  fault("breaks-when-many-wait", ["answers"], ({ url, application }) => {
    const pool = poolOf(url, application, maxConnections / 2);
    return {
      async use(work) {
        if (pool.waitingCount >= manyWait) throw new Refusal(500, "internal-error");
        const client = await take(pool);
        return work((text) => client.query(text)).finally(() => client.release());
      },
      end: () => pool.end(),
    };
  }),
  fault("notes-a-rush-on-a-second-connection", ["answers"], ({ url, application }) => {
    // With one in hand it waits for another: as soon as all do that, nobody gets one.
    const pool = poolOf(url, application, maxConnections / 2, 3000);
    return {
      async use(work) {
        const isRush = pool.waitingCount >= manyWait;
        const client = await take(pool);
        try {
          if (isRush) (await take(pool)).release();
          return await work((text) => client.query(text));
        } finally {
          client.release();
        }
      },
      end: () => pool.end(),
    };
  }),
];
