import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { TercetError } from "../../contracts/index.ts";
import { type Ledger, type LedgerEntry, ledgerEntrySchema } from "../../suites/index.ts";
import { isAlive, type LedgerOwner, thisOwner } from "./ledger-owner.ts";

/** A ledger on disk; only this process writes it. */
export interface LedgerFile extends Ledger {
  /** Ends the work on it: a file with nothing left to clean is removed, the other is left for a later run. */
  close(outcome: "done" | "left"): Promise<void>;
}

/**
 * One NDJSON file for each run of a scenario, `<state>/ledger/<environment>/<id>~<host>~<pid>~<start>.ndjson`. Its name
 * says who works on it, so that it changes hands by one atomic rename; `<id>~left.ndjson` is nobody's.
 */
export async function createLedger(state: string, environment: string): Promise<LedgerFile> {
  const folder = folderOf(state, environment);
  // Bodies are in it, and they may name persons.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return openFile(join(folder, `${randomUUID()}~${owned(thisOwner())}.ndjson`), []);
}

/** Takes over every ledger of the environment whose process is gone, or that a run had to leave. */
export async function takeOverLedgers(state: string, environment: string): Promise<LedgerFile[]> {
  const folder = folderOf(state, environment);
  const names = await readdir(folder).catch(() => []);
  const taken: LedgerFile[] = [];
  for (const name of names.filter((candidate) => candidate.endsWith(".ndjson")).toSorted()) {
    const file = join(folder, name);
    const mine = join(folder, `${name.split("~")[0]}~${owned(thisOwner())}.ndjson`);
    try {
      const owner = ownerOf(name);
      if (owner !== undefined && isAlive(owner, (await stat(file)).mtime)) continue;
      await rename(file, mine);
    } catch (error) {
      // Another run was quicker.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
      throw error;
    }
    taken.push(await openFile(mine, parse(await readFile(mine, "utf8"), mine)));
  }
  return taken;
}

async function openFile(file: string, known: readonly LedgerEntry[]): Promise<LedgerFile> {
  const handle = await open(file, "a", 0o600);
  await syncFolder(join(file, ".."));
  const entries = [...known];
  let next = Math.max(0, ...entries.map(({ number }) => number)) + 1;
  return {
    nextNumber: () => next++,
    entries: () => entries,
    async append(entry) {
      entries.push(entry);
      // A line of its own first: the last one of a killed run may be cut off.
      await handle.appendFile(`\n${JSON.stringify(entry)}\n`);
      await handle.datasync();
    },
    async close(outcome) {
      await handle.close();
      if (outcome === "done") await rm(file);
      else await rename(file, join(file, "..", `${basename(file).split("~")[0]}~left.ndjson`));
    },
  };
}

/** A line that was cut off by a kill is left out: the request that it announces was never sent. */
function parse(text: string, file: string): LedgerEntry[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line, index) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return [];
    }
    const parsed = ledgerEntrySchema.safeParse(value);
    if (parsed.success) return [parsed.data];
    throw new TercetError(
      "configuration",
      `${file} is not a ledger that this version can read (entry ${index + 1}); clean by hand what it names, then remove it.`,
      { place: { file } },
    );
  });
}

function ownerOf(name: string): LedgerOwner | undefined {
  const [, host, pid, startedAt] = name.replace(/\.ndjson$/, "").split("~");
  if (host === undefined || pid === undefined || startedAt === undefined) return undefined;
  return { host, pid: Number(pid), startedAt };
}

function owned({ host, pid, startedAt }: LedgerOwner): string {
  return `${host}~${pid}~${startedAt}`;
}

function folderOf(state: string, environment: string): string {
  return join(state, "ledger", environment.replaceAll(/[^\w.-]/g, "_"));
}

/** The file's name survives a crash only when its folder is on disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
