import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { type ContractDiff, TercetError, writeWhole } from "../../../contracts/index.ts";
import { changeFormat, changeFormats, changesFiles, worstEffect } from "../../../reports/index.ts";
import type { CliContext } from "../context.ts";
import { loadContractPair } from "../contract-pair.ts";
import { collect } from "../options.ts";

interface Options {
  readonly format?: string;
  readonly json?: true;
  readonly out?: string;
  readonly report?: readonly string[];
  readonly allowRemote?: true;
}

/** Adds `tercet contracts diff`: exit code 1 where a change breaks, 3 where one could not be decided, else 0. */
export function addContractsDiff(contracts: Command, context: CliContext, finish: (exitCode: number) => void): void {
  const formats = Object.keys(changeFormats);
  contracts
    .command("diff")
    .description("tell what changed between two versions of a contract, and what breaks whom, with a witness")
    .argument("<old>", "an OpenAPI or AsyncAPI file or URL, or a version of the catalog (carts@1.0.0)")
    .argument("<new>", "the same, for the version that comes after it")
    .addOption(new Option("--format <format>", "how it is written (default: people)").choices(formats))
    .option("--json", "the same as --format json")
    .option("--out <file>", "write it into a file instead of on standard output")
    .option("--report <format=file>", "write it into a file as well; may be repeated", collect)
    .option("--allow-remote", "read what remote $refs point to")
    .action(async (before: string, after: string, options: Options) => {
      finish(await diff(before, after, options, context));
    });
}

async function diff(before: string, after: string, options: Options, context: CliContext): Promise<number> {
  const { cwd } = context;
  if (options.json && options.format !== undefined && options.format !== "json") {
    throw new TercetError("usage", `--json and --format ${options.format} contradict each other: give one of them.`);
  }
  const render = changeFormat(options.json ? "json" : (options.format ?? "people"));
  const files = changesFiles(options.report ?? [], cwd);
  const { diff, parts } = await loadContractPair(before, after, { cwd, allowRemote: options.allowRemote === true });
  const report = { diff, parts, toolVersion: context.version };
  for (const { write } of files) await write(report);
  if (options.out === undefined) context.stdout.write(render(report));
  else await writeWhole(resolve(cwd, options.out), render(report));
  return exitCodeOf(diff);
}

/** What breaks is worse than what could not be decided. */
function exitCodeOf(diff: ContractDiff): number {
  return { breaking: 1, unknown: 3, compatible: 0 }[worstEffect(diff) ?? "compatible"];
}
