import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import {
  type ContractDiff,
  type ContractVersion,
  diffVersions,
  findContractFiles,
  isLocation,
  loadVersion,
  mergeDiffs,
  TercetError,
} from "../../contracts/index.ts";
import type { ChangesPart, ContractText } from "../../reports/index.ts";
import { loadConfig } from "../config/load.ts";
import type { CliContext } from "./context.ts";

/** Two versions of a contract, and how they differ. */
export interface ContractPair {
  readonly before: ContractVersion;
  readonly after: ContractVersion;
  /** All differences as one, and by document. */
  readonly diff: ContractDiff;
  readonly parts: readonly ChangesPart[];
}

/**
 * Loads and compares what two arguments name: files and URLs as they are, everything else in the project's catalog. Throws
 * `TercetError` (`contract`) where one is not there or cannot be used.
 */
export async function loadContractPair(
  before: string,
  after: string,
  { cwd, allowRemote }: Pick<CliContext, "cwd"> & { readonly allowRemote: boolean },
): Promise<ContractPair> {
  const { contracts: catalog } = await loadConfig(cwd);
  const load = async (reference: string) =>
    loadVersion(isLocation(reference) ? [inDirectory(reference, cwd)] : await findContractFiles(catalog, reference), {
      allowRemote,
    });
  const [left, right] = [await load(before), await load(after)];
  if ((left.http === undefined) !== (right.http === undefined) && isLocation(before) && isLocation(after)) {
    throw new TercetError("contract", `${before} and ${after} cannot be compared: one is OpenAPI, the other AsyncAPI.`);
  }
  const diffs = await diffVersions(left, right);
  const parts = diffs.map(async (diff) => ({
    diff,
    before: await contractText(diff.before.source, cwd),
    after: await contractText(diff.after.source, cwd),
  }));
  return { before: left, after: right, diff: mergeDiffs(diffs), parts: await Promise.all(parts) };
}

/** The text of a contract, and its name as seen from the working directory; one behind a URL is not read again. */
async function contractText(source: string, cwd: string): Promise<ContractText> {
  if (/^https?:/i.test(source)) return { file: source, text: undefined };
  const path = resolve(cwd, source);
  return { file: relative(cwd, path) || path, text: await readFile(path, "utf8").catch(() => undefined) };
}

/** A URL as it is; a path from the working directory. */
function inDirectory(location: string, cwd: string): string {
  return /^(https?|file):/i.test(location) ? location : resolve(cwd, location);
}
