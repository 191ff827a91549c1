import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getContainerRuntimeClient } from "testcontainers";
import { describe, expect, test } from "vitest";
import { openContainerEngine } from "./container-engine.ts";
import type { StartDatabaseOptions } from "./database.ts";
import { directoryPrefix, keeperFile } from "./local/sweep.ts";
import { startDatabase } from "./start.ts";
import { type Subject, subjects } from "./testing/subjects.ts";

const patience = 240_000;
const starter = fileURLToPath(new URL("./testing/starter.ts", import.meta.url));
const all = await subjects("start");
const inContainers = all.filter(({ how }) => how === "container");
const nothing = { containers: 0, networks: 0, volumes: 0 };
const embedded = all.filter(({ how }) => how === "embedded");

interface Started {
  readonly process: ChildProcess;
  readonly host: string;
  readonly port: number;
}

/** Starts a database from a process of its own, which pauses it. */
async function startElsewhere({ name, how }: Subject, more: Partial<StartDatabaseOptions> = {}): Promise<Started> {
  const parameters = ["--no-warnings", starter, name, JSON.stringify({ how, ...more })];
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { process: child, ...(JSON.parse(String(line)) as { host: string; port: number }) };
}

async function kill({ process: child }: Started, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

function listens({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, host);
    socket.on("error", () => resolve(false));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** How many containers, networks and volumes the engine has of a process. */
async function countOf(pid: number | undefined): Promise<typeof nothing> {
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const filters = { label: [`tercet.owner.pid=${pid}`] };
  const ours = { filters: JSON.stringify(filters) };
  return {
    containers: (await dockerode.listContainers({ all: true, filters })).length,
    networks: (await dockerode.listNetworks(ours)).length,
    volumes: (await dockerode.listVolumes(ours)).Volumes.length,
  };
}

describe("what a killed process left", { timeout: patience }, () => {
  test.each(inContainers.filter(({ possible }) => possible))("of $title is swept, paused as it is", async (subject) => {
    const started = await startElsewhere(subject);
    await kill(started, "SIGKILL");
    const { containers } = await countOf(started.process.pid);
    expect(containers).toBe(subject.name === "etcd" ? 3 : 1);
    await openContainerEngine();
    expect(await countOf(started.process.pid)).toEqual(nothing);
    expect(await listens(started)).toBe(false);
  });

  test.runIf(inContainers.some(({ name, possible }) => name === "redis" && possible))(
    "is swept with its network and its disk",
    async () => {
      const started = await startElsewhere(
        { name: "redis", how: "container", title: "Redis", possible: true },
        { standby: true, smallDisk: true },
      );
      await kill(started, "SIGKILL");
      expect(await countOf(started.process.pid)).toEqual({ containers: 3, networks: 1, volumes: 1 });
      await openContainerEngine();
      expect(await countOf(started.process.pid)).toEqual(nothing);
    },
  );

  test.each(
    embedded
      .filter(({ possible }) => possible)
      .flatMap((subject) => [
        { ...subject, signal: "SIGKILL" as const },
        { ...subject, signal: "SIGINT" as const },
      ]),
  )("of $title ends by itself after $signal, paused as it is", async (subject) => {
    const started = await startElsewhere(subject);
    expect(await listens(started)).toBe(true);
    await kill(started, subject.signal);
    await expect.poll(() => listens(started), { timeout: 30_000 }).toBe(false);
  });
});

describe("a start that is aborted", { timeout: patience }, () => {
  test.each(
    all
      .filter(({ possible }) => possible)
      .flatMap((subject) => [0, 700].map((milliseconds) => ({ ...subject, milliseconds }))),
  )("of $title, after $milliseconds ms, throws the reason and leaves nothing", async ({ name, how, milliseconds }) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), milliseconds);
    const outcome = await startDatabase(name, { how, signal: controller.signal }).catch((error: Error) => error);
    // A fast start may be over before the abort.
    if (outcome instanceof Error) expect(outcome.message).toBe("enough");
    else await outcome.stop();
    if (how === "container") expect(await countOf(process.pid)).toEqual(nothing);
    else expect(await keepersHere()).toEqual([]);
  });
});

/** The folders whose keeper is a child of this process; where the system tells (Linux). */
async function keepersHere(): Promise<string[]> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(directoryPrefix));
  const mine = await Promise.all(
    folders.map(async (folder) => {
      const keeper = await readFile(join(tmpdir(), folder, keeperFile), "utf8").catch(() => "");
      const status = await readFile(`/proc/${keeper}/status`, "utf8").catch(() => "");
      return new RegExp(`^PPid:\\t${process.pid}$`, "m").test(status);
    }),
  );
  return folders.filter((_, index) => mine[index]);
}
