import { relative, resolve } from "node:path";
import { TercetError } from "../errors.ts";
import { loadRules } from "../model/arazzo/load.ts";
import type { Rules } from "../model/arazzo/rules.ts";
import { lintMessageContract } from "../model/asyncapi/lint.ts";
import { parseMessageContract } from "../model/asyncapi/parse.ts";
import { isAsyncApi } from "../model/asyncapi/version.ts";
import { findContractFiles, isLocation, listContracts, listMessageContracts, rulesFileOf } from "../model/catalog.ts";
import type { Contract } from "../model/contract.ts";
import { readDocument } from "../model/document.ts";
import { lintContract } from "../model/lint.ts";
import { parseContract } from "../model/parse.ts";
import { checkReleased, readReleased } from "./released.ts";

/** What is wrong with one place of a file. */
export interface FileFinding {
  /** As seen from `directory`. */
  readonly file: string;
  /** JSON Pointer (RFC 6901) within the file. */
  readonly pointer: string;
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** The files that were looked at, and what is wrong with them. */
export interface LintResult {
  readonly files: readonly string[];
  readonly findings: readonly FileFinding[];
}

/**
 * Lints contracts of both kinds, OpenAPI and AsyncAPI, and the business rules beside them. A target is a file, from
 * `directory`, or a reference into the catalog (`carts`, `carts@^1`); without targets the whole catalog is linted, and that
 * released files are unchanged. Throws `TercetError` (`contract`) where a target is not there, or there is nothing to lint.
 */
export async function lintContracts(
  targets: readonly string[],
  { catalog, directory, allowRemote }: { catalog: string; directory: string; allowRemote: boolean },
): Promise<LintResult> {
  const shown = (file: string) => showPath(file, directory);
  const all = targets.length === 0;
  const locations = all ? await wholeCatalog(catalog) : await locationsOf(targets, catalog, directory);
  const result: MutableResult = { files: [], findings: [] };
  for (const location of locations) {
    await collect(result, shown, () => lintDocument(location, allowRemote, result, shown));
  }
  if (all) {
    for (const { path, rule, message } of await checkReleased(catalog, await readReleased(catalog))) {
      result.findings.push({ file: shown(resolve(catalog, path)), pointer: "", rule, severity: "error", message });
    }
  }
  return result;
}

interface MutableResult {
  readonly files: string[];
  readonly findings: FileFinding[];
}

async function lintDocument(
  location: string,
  allowRemote: boolean,
  { files, findings }: MutableResult,
  shown: (file: string) => string,
): Promise<void> {
  const add = (file: string, found: readonly Omit<FileFinding, "file">[]) =>
    findings.push(...found.map((finding) => ({ ...finding, file: shown(file) })));
  const document = await readDocument(location);
  if (isAsyncApi(document)) {
    const contract = await parseMessageContract(document, location, { allowRemote });
    files.push(shown(location));
    add(location, lintMessageContract(contract));
    return;
  }
  const contract = await parseContract(document, location, { allowRemote });
  files.push(shown(location));
  add(location, lintContract(contract));
  const rulesFile = rulesFileOf(contract);
  if (rulesFile === undefined) return;
  files.push(shown(rulesFile));
  add(rulesFile, unknownOperations(await loadRules(rulesFile), contract));
}

async function wholeCatalog(catalog: string): Promise<readonly string[]> {
  const entries = [...(await listContracts(catalog)), ...(await listMessageContracts(catalog))];
  if (entries.length > 0) return entries.map(({ file }) => file);
  throw new TercetError(
    "contract",
    `There is no contract in ${catalog}: name a file, or set "contracts" in tercet.config.ts to your catalog.`,
  );
}

async function locationsOf(targets: readonly string[], catalog: string, directory: string): Promise<readonly string[]> {
  const lists = targets.map((target) => {
    if (!isLocation(target)) return findContractFiles(catalog, target);
    return [URL.canParse(target) ? target : resolve(directory, target)];
  });
  return (await Promise.all(lists)).flat();
}

// The rules by which a target itself is not there: there is nothing to judge.
const absent = new Set(["found", "catalog"]);

/** A file that is broken is a finding; one that is not there is the caller's error. */
async function collect(
  { files, findings }: MutableResult,
  shown: (file: string) => string,
  lint: () => Promise<void>,
): Promise<void> {
  try {
    await lint();
  } catch (error) {
    const { file, pointer, rule } = error instanceof TercetError ? error.place : {};
    if (file === undefined || pointer === undefined || rule === undefined || absent.has(rule)) throw error;
    // The place is told beside the message, so it is taken out of it.
    const sentence = (error as TercetError).message
      .replace(/^.*?: (?=.* \(rule: )/, "")
      .replace(` (rule: ${rule})`, "");
    const message = sentence.charAt(0).toUpperCase() + sentence.slice(1);
    findings.push({ file: shown(file), pointer, rule, severity: "error", message });
    if (!files.includes(shown(file))) files.push(shown(file));
  }
}

/** Short within the directory; elsewhere, and for a URL, as it is. */
function showPath(file: string, directory: string): string {
  if (URL.canParse(file)) return file;
  const path = relative(directory, resolve(directory, file));
  return path.startsWith("..") ? resolve(directory, file) : path;
}

function unknownOperations(rules: Rules, contract: Contract): Omit<FileFinding, "file">[] {
  const known = new Set(contract.operations.map(({ id }) => id));
  const own = new Set(
    rules.sourceDescriptions
      .filter(({ location }) => resolve(location) === resolve(contract.source))
      .map(({ name }) => name),
  );
  const steps = rules.workflows.flatMap((workflow) => workflow.steps);
  return steps.flatMap(({ target, pointer }) => {
    if (target.kind !== "operationId" || !own.has(target.sourceName) || known.has(target.operationId)) return [];
    const message = `The contract has no operation "${target.operationId}"; call one that it has.`;
    return [{ pointer: `${pointer}/operationId`, rule: "rules-operation", severity: "error" as const, message }];
  });
}
