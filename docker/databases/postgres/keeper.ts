// A process of its own beside each embedded server: it starts the server, and stops it and removes its data as soon as
// its standard input ends. So a harness that was killed leaves no server behind. It is started in a session of its own,
// so that Ctrl-C on the terminal does not end the server before the harness has cleaned.
import { once } from "node:events";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createCluster, startServer } from "./server.ts";
import { serverUser } from "./server-user.ts";
import { directoryPrefix, keeperFile } from "./sweep.ts";

const lines = createInterface({ input: process.stdin });
const [settings] = (await once(lines, "line")) as [string];
const { password } = JSON.parse(settings) as { password: string };
const inputEnded = once(lines, "close");
const terminated = once(process, "SIGTERM");

const directory = await mkdtemp(join(tmpdir(), directoryPrefix));
try {
  await writeFile(join(directory, keeperFile), String(process.pid));
  const user = await serverUser();
  if (user !== undefined) await chown(directory, user.uid, user.gid);
  const data = join(directory, "data");
  await createCluster({ data, password, user });
  const server = await startServer({ data, user });
  answer({ port: server.port });
  await Promise.race([inputEnded, terminated, server.ended]);
  await server.stop();
} catch (error) {
  answer({ error: error instanceof Error ? error.message : String(error) });
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(0);

function answer(message: { port: number } | { error: string }): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
