import { once } from "node:events";
import { createConnection } from "node:net";
import { reasonOf, TercetError } from "../../contracts/index.ts";
import { capabilities } from "./capabilities.ts";
import type { DatabaseName, DatabaseNode, StartedDatabase } from "./database.ts";

const names: Readonly<Record<string, DatabaseName>> = {
  "postgres:": "postgres",
  "postgresql:": "postgres",
  "mysql:": "mariadb",
  "mariadb:": "mariadb",
  "redis:": "redis",
  "http:": "etcd",
  "https:": "etcd",
};

const answerMilliseconds = 5_000;

/**
 * A database that somebody else runs, by its URL; several of an etcd's nodes with commas between. It is used, and neither
 * disturbed nor stopped. Throws `TercetError` (`usage`) where the URL is of no database that is known here.
 */
export function givenDatabase(text: string): StartedDatabase {
  const urls = text.split(",").map(parse);
  const [first] = urls as [URL, ...URL[]];
  // The scheme was looked up when the URL was parsed.
  const name = names[first.protocol] as DatabaseName;
  const nodes = urls.map((url) => nodeOf(url, name));
  const [{ host, port }] = nodes as [DatabaseNode, ...DatabaseNode[]];
  return {
    ...{ name, host, port, nodes },
    how: "given",
    url: text.split(",")[0] as string,
    version: "of unknown version",
    async stop() {},
  };
}

/** Throws `TercetError` (`surroundings`) where nothing takes connections at any address of a given database. */
export async function assertReachable({ nodes }: Pick<StartedDatabase, "nodes">): Promise<void> {
  const attempts = await Promise.allSettled(nodes.map(connect));
  if (attempts.some(({ status }) => status === "fulfilled")) return;
  const places = nodes.map(({ host, port }) => `${host}:${port}`).join(", ");
  const [first] = attempts;
  throw new TercetError(
    "surroundings",
    `The database at ${places} cannot be reached: ${first?.status === "rejected" ? reasonOf(first.reason) : "nobody is there"}. Start it, or give another --database-url.`,
  );
}

async function connect({ host, port }: DatabaseNode): Promise<void> {
  const socket = createConnection({ host, port });
  const signal = AbortSignal.timeout(answerMilliseconds);
  try {
    await once(socket, "connect", { signal });
  } catch (error) {
    throw signal.aborted ? new Error(`nobody answers within ${answerMilliseconds / 1000} s`) : error;
  } finally {
    // What comes of it later is of no interest.
    socket.on("error", () => {}).destroy();
  }
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && url.hostname !== "" && Object.hasOwn(names, url.protocol)) return url;
  // The text is not shown: it may hold a password.
  throw new TercetError(
    "usage",
    `The database's URL is of none that is known here: give one that begins with ${Object.keys(names).join("//, ")}//.`,
  );
}

function nodeOf(url: URL, name: DatabaseName): DatabaseNode {
  const port = url.port === "" ? capabilities[name].port : Number(url.port);
  const untouchable = async () => {
    throw new Error("a database that was given is not disturbed");
  };
  return {
    ...{ name: url.hostname, host: url.hostname, port },
    ...{ pause: untouchable, resume: untouchable, restart: untouchable },
  };
}
