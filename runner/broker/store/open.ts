import { resolve } from "node:path";
import type { FactStore } from "./fact-store.ts";
import { openFileStore } from "./file-store.ts";

/** Opens the ledger of facts: a PostgreSQL URL, or a folder, relative to `directory`. */
export async function openFactStore(location: string, directory: string): Promise<FactStore> {
  if (!/^postgres(ql)?:\/\//.test(location)) return openFileStore(resolve(directory, location));
  // Loaded late: the driver is not needed for files.
  return (await import("./postgres-store.ts")).openPostgresStore(location);
}
