import { TercetError } from "../../contracts/index.ts";
import { capabilities } from "./capabilities.ts";
import type { DatabaseName, StartDatabaseOptions, StartedDatabase } from "./database.ts";
import { startInstalledMariadb } from "./mariadb/embedded.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";

type Start = (options: Omit<StartDatabaseOptions, "how">) => Promise<StartedDatabase>;

// Loaded late: testcontainers is large, and an embedded database does not need it.
const inContainers: Readonly<Record<DatabaseName, () => Promise<Start>>> = {
  postgres: async () => (await import("./postgres/container.ts")).startPostgresContainer,
  mariadb: async () => (await import("./mariadb/container.ts")).startMariadbContainer,
  redis: async () => (await import("./redis/container.ts")).startRedisContainer,
  etcd: async () => (await import("./etcd/container.ts")).startEtcdContainers,
};

const embedded: Readonly<Partial<Record<DatabaseName, Start>>> = {
  postgres: startEmbeddedPostgres,
  mariadb: startInstalledMariadb,
};

/**
 * Starts an empty, throw-away database and returns when it serves. Throws `TercetError` (`surroundings`) with the remedy
 * when it cannot be started.
 */
export async function startDatabase(name: DatabaseName, options: StartDatabaseOptions): Promise<StartedDatabase> {
  const ways = waysFor(name, options);
  if (!ways.includes("container")) return startEmbedded(name, options);
  const start = await inContainers[name]();
  if (!ways.includes("embedded")) return start(options);
  const { containerEngineAnswers } = await import("./container-engine.ts");
  if (!(await containerEngineAnswers())) return startEmbedded(name, options);
  try {
    return await start(options);
  } catch (error) {
    // An engine that has no image and reaches no registry is of no use; the embedded database is.
    if (!(error instanceof TercetError) || options.signal?.aborted === true) throw error;
    return startEmbedded(name, options);
  }
}

/** The ways that are wished for and that give all that is wished for; throws where there is none. */
function waysFor(name: DatabaseName, { how, standby, smallDisk }: StartDatabaseOptions) {
  const can = capabilities[name];
  const wished = { start: true, standby: standby === true, smallDisk: smallDisk === true };
  const features = (["start", "standby", "smallDisk"] as const).filter((feature) => wished[feature]);
  const possible = can.start.filter((way) => features.every((feature) => can[feature].includes(way)));
  const ways = possible.filter((way) => how === "any" || how === way);
  if (ways.length > 0) return ways;
  const wish = `${can.title}${wished.standby ? " with a standby" : ""}${wished.smallDisk ? " on a small disk" : ""}`;
  throw new TercetError(
    "surroundings",
    possible.length === 0 ? `There is no ${wish}: choose another database.` : `${wish} needs a container engine.`,
  );
}

async function startEmbedded(name: DatabaseName, options: StartDatabaseOptions): Promise<StartedDatabase> {
  const start = embedded[name];
  if (start === undefined) throw new Error(`the capabilities say that ${name} is embedded, and it is not`);
  return start(options);
}
