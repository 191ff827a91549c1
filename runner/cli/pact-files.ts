import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { loadPact, type Pact, TercetError } from "../../contracts/index.ts";
import { loadConfig } from "../config/load.ts";
import type { CliContext } from "./context.ts";

/**
 * Loads the pacts that arguments name: a file, a URL, or a folder with all `*.json` below it; without any, those of the
 * project, `consumers/<consumer>/<provider>.pact.json` beside the catalog. Throws `TercetError` where there is none, also
 * for a consumer or provider that none is of: nothing would be looked at, and nothing said.
 */
export async function findPacts(
  locations: readonly string[],
  of: { readonly consumer?: string; readonly provider?: string },
  { cwd }: Pick<CliContext, "cwd">,
): Promise<readonly Pact[]> {
  const places = locations.length === 0 ? [await projectFolder(cwd)] : locations;
  const files = await Promise.all(places.map((location) => filesAt(location, cwd, locations.length === 0)));
  const pacts = await Promise.all([...new Set(files.flat())].map(loadPact));
  if (pacts.length === 0) throw new TercetError("usage", `There is no Pact file in ${places.join(", ")}: name one.`);
  const wanted = pacts.filter(
    ({ consumer, provider }) => (of.consumer ?? consumer) === consumer && (of.provider ?? provider) === provider,
  );
  if (wanted.length > 0) return wanted;
  const known = pacts.map(({ consumer, provider }) => `${consumer} → ${provider}`).join(", ");
  throw new TercetError("usage", `None of the pacts is of that consumer and provider; there are ${known}.`);
}

async function projectFolder(cwd: string): Promise<string> {
  const { contracts } = await loadConfig(cwd);
  return join(dirname(contracts), "consumers");
}

async function filesAt(location: string, cwd: string, isDefault: boolean): Promise<readonly string[]> {
  if (/^(https?|file):/i.test(location)) return [location];
  const path = resolve(cwd, location);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  // A file that is not there is told by who reads it.
  if (!isFolder) return isDefault ? [] : [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
