import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { reasonOf, TercetError } from "../../contracts/index.ts";
import { isScenario, type Scenario } from "../../suites/index.ts";

/** A scenario and the file it stands in. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly file: string;
  /** SHA-256 of the file: Playwright, `tercet run` and the monitor ran the same. */
  readonly contentHash: string;
}

/**
 * Loads every scenario file (`*.ts`, `*.js`, `*.mjs`) of a folder and its sub-folders, in the order of their ids. Tests,
 * declarations and files without a default export are passed over. Throws `TercetError` (`configuration`) when a file
 * cannot be loaded, its default export is no scenario, two have the same id, or there is none.
 */
export async function discoverScenarios(folder: string): Promise<readonly LoadedScenario[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names
    .filter((name) => /\.(ts|js|mjs)$/.test(name) && !/\.(test|spec|d)\.[a-z]+$/.test(name))
    .map((name) => join(folder, name));
  const loaded = new Map<string, LoadedScenario>();
  for (const file of files.toSorted()) {
    const scenario = await load(file, relative(process.cwd(), file));
    if (scenario === undefined) continue;
    const other = loaded.get(scenario.id);
    if (other !== undefined) {
      throw new TercetError("configuration", `${file} and ${other.file} both declare the scenario "${scenario.id}".`);
    }
    const contentHash = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    loaded.set(scenario.id, { scenario, file, contentHash });
  }
  if (loaded.size === 0) {
    throw new TercetError(
      "configuration",
      `There is no scenario in ${folder}: write one with \`export default scenario({ … })\`, or set "scenarios" in tercet.config.ts.`,
    );
  }
  return [...loaded.values()].toSorted((left, right) => left.scenario.id.localeCompare(right.scenario.id));
}

/** Those with the given ids, all where none is given; throws `TercetError` (`usage`) for an id that is not there. */
export function selectScenarios(all: readonly LoadedScenario[], ids: readonly string[]): readonly LoadedScenario[] {
  const known = new Map(all.map((loaded) => [loaded.scenario.id, loaded]));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const list = [...known.keys()].join(", ");
    throw new TercetError(
      "usage",
      `There is no scenario ${unknown.map((id) => `"${id}"`).join(", ")}; there are: ${list}.`,
    );
  }
  return ids.length === 0 ? all : [...new Set(ids)].map((id) => known.get(id) as LoadedScenario);
}

async function load(file: string, name: string): Promise<Scenario | undefined> {
  let module: { default?: unknown };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (cause) {
    if (cause instanceof TercetError) throw new TercetError(cause.code, `${name}: ${cause.message}`, { cause });
    throw new TercetError("configuration", `The scenario file ${name} cannot be loaded: ${reasonOf(cause)}. Mend it.`, {
      cause,
    });
  }
  if (module.default === undefined) return undefined;
  if (isScenario(module.default)) return module.default;
  throw new TercetError(
    "configuration",
    `The default export of ${name} is no scenario: write \`export default scenario({ … })\`.`,
  );
}
