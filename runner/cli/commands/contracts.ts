import { relative } from "node:path";
import type { Command } from "commander";
import { buildContracts, lintContracts, releaseContract, TercetError } from "../../../contracts/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { addContractsDiff } from "./contracts-diff.ts";
import { addContractsExplain } from "./contracts-explain.ts";

/** `tercet contracts lint | build | release | diff | explain`: exit code 1 where something is found, 2 where it cannot be done. */
export const registerContracts: RegisterCommand = (program, context, finish) => {
  const contracts = program.command("contracts").description("check, build, release and compare contracts");
  registerLint(contracts, context, finish);
  registerBuild(contracts, context, finish);
  registerRelease(contracts, context, finish);
  addContractsDiff(contracts, context, finish);
  addContractsExplain(contracts, context, finish);
};

function registerLint(contracts: Command, context: CliContext, finish: (exitCode: number) => void): void {
  contracts
    .command("lint")
    .description("find what is wrong with contracts and their business rules")
    .argument("[contract...]", "OpenAPI files, or services of the catalog (carts, carts@^1); default: the catalog")
    .option("--allow-remote", "read what remote $refs point to")
    .option("--json", "write the findings as JSON")
    .action(async (targets: string[], options: { allowRemote?: true; json?: true }) => {
      const { contracts: catalog } = await loadConfig(context.cwd);
      const { files, findings } = await lintContracts(targets, {
        catalog,
        directory: context.cwd,
        allowRemote: options.allowRemote === true,
      });
      const errors = findings.filter(({ severity }) => severity === "error");
      if (options.json) {
        context.stdout.write(`${JSON.stringify({ files, findings }, null, 2)}\n`);
      } else {
        for (const { file, pointer, rule, severity, message } of findings) {
          context.stdout.write(`${file}#${pointer} ${rule} ${severity === "warning" ? "(warning) " : ""}${message}\n`);
        }
        const warnings = findings.length - errors.length;
        context.stdout.write(
          `${count(files.length, "file")}: ${count(errors.length, "error")}, ${count(warnings, "warning")}\n`,
        );
      }
      finish(errors.length === 0 ? 0 : 1);
    });
}

function registerBuild(contracts: Command, context: CliContext, finish: (exitCode: number) => void): void {
  contracts
    .command("build")
    .description('write the catalog from the contracts authored in "source" beside it')
    .option("--check", "write nothing; fail where a file is not as its source says")
    .action(async (options: { check?: true }) => {
      const { contracts: catalog } = await loadConfig(context.cwd);
      const result = await buildContracts({ catalog, check: options.check === true });
      const folder = relative(context.cwd, catalog) || ".";
      for (const path of result.written) context.stdout.write(`${folder}/${path} written\n`);
      for (const { path, rule, message } of result.findings) {
        context.stdout.write(`${folder}/${path}# ${rule} ${message}\n`);
      }
      const files = count(result.written.length + result.unchanged.length, "file");
      context.stdout.write(`${files} as their sources say, ${count(result.findings.length, "finding")}\n`);
      finish(result.findings.length === 0 ? 0 : 1);
    });
}

function registerRelease(contracts: Command, context: CliContext, finish: (exitCode: number) => void): void {
  contracts
    .command("release")
    .description("freeze a version: its files are never changed again")
    .argument("<service@version>", "customers@1.1.0")
    .action(async (reference: string) => {
      const match = reference.match(/^([^@/\\]+)@(\d+\.\d+\.\d+)$/);
      if (match === null) {
        throw new TercetError("usage", `"${reference}" names no version: write it as customers@1.1.0.`);
      }
      const { contracts: catalog } = await loadConfig(context.cwd);
      const frozen = await releaseContract(catalog, match[1] as string, match[2] as string);
      const what = frozen.length === 0 ? "was released already, and is unchanged" : `is released: ${frozen.join(", ")}`;
      context.stdout.write(`${reference} ${what}\n`);
      finish(0);
    });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
