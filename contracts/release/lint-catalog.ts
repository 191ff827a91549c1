import { relative, resolve } from "node:path";
import { TercetError } from "../errors.ts";
import { loadRules } from "../model/arazzo/load.ts";
import type { Rules } from "../model/arazzo/rules.ts";
import { findContract, isLocation, listContracts, rulesFileOf } from "../model/catalog.ts";
import type { Contract } from "../model/contract.ts";
import { lintContract } from "../model/lint.ts";
import { loadContract } from "../model/load.ts";
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
 * Lints contracts and the business rules beside them. A target is a file, from `directory`, or a reference into the
 * catalog (`carts`, `carts@^1`); without targets the whole catalog is linted, and that released files are unchanged.
 * Throws `TercetError` (`contract`) where a target is not there, or there is nothing to lint.
 */
export async function lintContracts(
  targets: readonly string[],
  { catalog, directory, allowRemote }: { catalog: string; directory: string; allowRemote: boolean },
): Promise<LintResult> {
  const shown = (file: string) => showPath(file, directory);
  const files: string[] = [];
  const findings: FileFinding[] = [];
  const all = targets.length === 0;
  for (const load of all
    ? await wholeCatalog(catalog)
    : targets.map((target) => loaderOf(target, catalog, directory))) {
    await collect({ files, findings }, shown, async () => {
      const contract = await load({ allowRemote });
      files.push(shown(contract.source));
      findings.push(...lintContract(contract).map((finding) => ({ ...finding, file: shown(contract.source) })));
      const rulesFile = rulesFileOf(contract);
      if (rulesFile === undefined) return;
      files.push(shown(rulesFile));
      const rules = await loadRules(rulesFile);
      findings.push(...unknownOperations(rules, contract).map((finding) => ({ ...finding, file: shown(rulesFile) })));
    });
  }
  if (all) {
    for (const { path, rule, message } of await checkReleased(catalog, await readReleased(catalog))) {
      findings.push({ file: shown(resolve(catalog, path)), pointer: "", rule, severity: "error", message });
    }
  }
  return { files, findings };
}

type Load = (options: { allowRemote: boolean }) => Promise<Contract>;

async function wholeCatalog(catalog: string): Promise<readonly Load[]> {
  const entries = await listContracts(catalog);
  if (entries.length === 0) {
    throw new TercetError(
      "contract",
      `There is no contract in ${catalog}: name a file, or set "contracts" in tercet.config.ts to your catalog.`,
    );
  }
  return entries.map(
    ({ file }) =>
      (options) =>
        loadContract(file, options),
  );
}

function loaderOf(target: string, catalog: string, directory: string): Load {
  if (!isLocation(target)) return () => findContract(catalog, target);
  return (options) => loadContract(URL.canParse(target) ? target : resolve(directory, target), options);
}

// The rules by which a target itself is not there: there is nothing to judge.
const absent = new Set(["found", "catalog"]);

/** A file that is broken is a finding; one that is not there is the caller's error. */
async function collect(
  { files, findings }: { files: string[]; findings: FileFinding[] },
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
