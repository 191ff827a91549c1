// A process of its own beside the servers of a local database: it starts and disturbs them, and stops them and removes their
// data as soon as its standard input ends. So a harness that was killed leaves no server behind, not even a paused one. It
// is started in a session of its own, so that Ctrl-C on the terminal does not end the servers before the harness has cleaned.
import { once } from "node:events";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { serverUser } from "../server-user.ts";
import { localDatabases } from "./database.ts";
import type { KeeperAnswer, KeeperOrder, ServerRole } from "./protocol.ts";
import { type LocalServer, startLocalServer } from "./server.ts";
import { directoryPrefix, keeperFile } from "./sweep.ts";

type StartOrder = Extract<KeeperOrder, { readonly database: unknown }>;
type ServerOrder = Exclude<KeeperOrder, StartOrder>;

const lines = createInterface({ input: process.stdin });
const [first] = (await once(lines, "line")) as [string];
const { id: startId, database, password, standby } = JSON.parse(first) as StartOrder;
const inputEnded = once(lines, "close");
const terminated = once(process, "SIGTERM");

const directory = await mkdtemp(join(tmpdir(), directoryPrefix));
const servers = new Map<ServerRole, LocalServer>();
try {
  await writeFile(join(directory, keeperFile), String(process.pid));
  const load = localDatabases[database];
  if (load === undefined) throw new Error(`${database} has no servers of this machine`);
  const local = await load();
  const user = await serverUser(local.systemUser);
  if (user !== undefined) await chown(directory, user.uid, user.gid);

  const place = { directory, user, password };
  const primaryKind = await local.prepare(place);
  // Copied from data that no server has opened yet: a standby needs no more than that.
  const standbyKind = standby ? await local.prepareStandby?.(place) : undefined;
  const primary = await startLocalServer(primaryKind);
  servers.set("primary", primary);
  if (standbyKind !== undefined) servers.set("standby", await startLocalServer(standbyKind(primary.port)));

  lines.on("line", (line) => void obey(JSON.parse(line) as ServerOrder));
  answer({ id: startId, ports: Object.fromEntries([...servers].map(([role, { port }]) => [role, port])) });
  await Promise.race([inputEnded, terminated]);
} catch (error) {
  answer({ id: startId, error: reasonOf(error) });
} finally {
  await Promise.all([...servers.values()].map((server) => server.stop()));
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(0);

async function obey({ id, server, action }: ServerOrder): Promise<void> {
  try {
    await servers.get(server)?.[action]();
    answer({ id });
  } catch (error) {
    answer({ id, error: reasonOf(error) });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function answer(message: KeeperAnswer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
