import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { TercetError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { arazzo, isContractSource, isRulesSource, openApi } from "../source/kit/index.ts";

/** A file that the sources say should stand in the catalog. */
export interface SourcedFile {
  /** Within the catalog: `customers/1.0.0/openapi.json`. */
  readonly path: string;
  readonly text: string;
  /** The source file that exports it. */
  readonly source: string;
}

/**
 * Loads the source files of a folder (not of its subfolders, no tests) and writes, in memory, every contract and every
 * set of rules that they export by `defineContract` and `defineRules`, ordered by path.
 * Throws `TercetError` (`contract`) where a file cannot be loaded, nothing is exported, or two exports are the same version.
 */
export async function loadSources(directory: string): Promise<readonly SourcedFile[]> {
  const files = new Map<string, SourcedFile>();
  for (const source of await sourceFiles(directory)) {
    for (const { path, document } of documents(await load(source))) {
      const other = files.get(path);
      if (other !== undefined) {
        throw new TercetError("contract", `${path} has two sources, ${other.source} and ${source}; remove one.`);
      }
      files.set(path, { path, text: canonicalText(document), source });
    }
  }
  if (files.size === 0) {
    throw new TercetError("contract", `No contract is exported in ${directory}: export one made by defineContract.`);
  }
  return [...files.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** The one form in which a document is written: keys as authored, two spaces, a newline at the end. */
export function canonicalText(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function sourceFiles(directory: string): Promise<readonly string[]> {
  let names: readonly string[];
  try {
    names = await readdir(directory);
  } catch (cause) {
    throw new TercetError(
      "contract",
      `There is no folder ${directory}: contracts are authored in "source" beside the catalog.`,
      { cause },
    );
  }
  return names
    .filter((name) => /\.(?:ts|mts|js|mjs)$/.test(name) && !/\.(?:test|spec|d)\.m?[tj]s$/.test(name))
    .sort()
    .map((name) => join(directory, name));
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (cause) {
    if (cause instanceof TercetError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TercetError("contract", `${file} cannot be loaded: ${reason}`, { place: { file }, cause });
  }
}

function* documents(module: Readonly<Record<string, unknown>>): Iterable<{ path: string; document: JsonObject }> {
  // An export and its alias are one contract.
  for (const value of new Set(Object.values(module))) {
    if (isContractSource(value)) {
      yield { path: `${value.service}/${value.version}/openapi.json`, document: openApi(value) };
    } else if (isRulesSource(value)) {
      const { service, version } = value.contract;
      yield { path: `${service}/${version}/rules.arazzo.json`, document: arazzo(value) };
    }
  }
}
