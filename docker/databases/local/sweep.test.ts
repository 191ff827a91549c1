import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedPostgres } from "../postgres/embedded.ts";
import { directoryPrefix, keeperFile, sweep } from "./sweep.ts";

/** The folder of the server on that port, by PostgreSQL's own note (postmaster.pid, line 4). */
async function folderOf(port: number): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(directoryPrefix)) continue;
    const note = await readFile(join(tmpdir(), name, "data/postmaster.pid"), "utf8").catch(() => "");
    if (note.split("\n")[3] === String(port)) return join(tmpdir(), name);
  }
  throw new Error(`no server on ${port}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

test.each(["running", "paused"])(
  "ends a %s server and removes its data when its keeper was killed too",
  async (state) => {
    const { port, nodes } = await startEmbeddedPostgres();
    if (state === "paused") await nodes[0]?.pause();
    const folder = await folderOf(port);
    process.kill(Number(await readFile(join(folder, keeperFile), "utf8")), "SIGKILL");
    await expect
      .poll(
        async () => {
          await sweep();
          return (await listens(port)) || existsSync(folder);
        },
        { timeout: 30_000 },
      )
      .toBe(false);
  },
);

test("leaves a server alone whose keeper lives, and a folder that is not signed yet", async () => {
  const database = await startEmbeddedPostgres();
  const unsigned = await mkdtemp(join(tmpdir(), directoryPrefix));
  try {
    await sweep();
    expect(await listens(database.port)).toBe(true);
    expect(existsSync(unsigned)).toBe(true);
  } finally {
    await database.stop();
    await rm(unsigned, { recursive: true });
  }
});
