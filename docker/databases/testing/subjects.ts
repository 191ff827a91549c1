import { capabilities } from "../capabilities.ts";
import { containerEngineAnswers, openContainerEngine } from "../container-engine.ts";
import { chooseImage } from "../containers/image.ts";
import {
  type DatabaseHow,
  type DatabaseName,
  type DatabaseNode,
  databaseNames,
  type StartedDatabase,
} from "../database.ts";
import { hasLocalMariadb } from "../mariadb/installed.ts";

/** A back end in one of its ways, and whether this machine has what that needs. */
export interface Subject {
  readonly name: DatabaseName;
  readonly how: Exclude<DatabaseHow, "any">;
  /** For the title of a test. */
  readonly title: string;
  readonly possible: boolean;
}

/** Every back end in each of the ways that the capabilities have in that column. What cannot be tried here is told on stderr. */
export async function subjects(column: "start" | "standby" | "smallDisk"): Promise<Subject[]> {
  const found: Subject[] = [];
  for (const name of databaseNames) {
    const { title, [column]: ways } = capabilities[name];
    for (const how of ways) {
      const missing = how === "container" ? await missingForContainer(name) : await missingForEmbedded(name);
      if (missing !== undefined) process.stderr.write(`skipped: ${title}, ${how}, since ${missing}\n`);
      found.push({ name, how, title: `${title}, ${how}`, possible: missing === undefined });
    }
  }
  return found;
}

async function missingForContainer(name: DatabaseName): Promise<string | undefined> {
  if (!(await containerEngineAnswers())) return "no container engine answers";
  return chooseImage(await openContainerEngine(), name).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

async function missingForEmbedded(name: DatabaseName): Promise<string | undefined> {
  if (name !== "mariadb" || (await hasLocalMariadb())) return undefined;
  return "mariadbd is not installed (Debian: mariadb-server)";
}

/** The URL of a database at another one of its nodes. */
export function urlAt(database: StartedDatabase, node: DatabaseNode): string {
  return database.url.replace(`${database.host}:${database.port}`, `${node.host}:${node.port}`);
}
