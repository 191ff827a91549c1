import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { explainDiff, type Pact } from "../../../contracts/index.ts";
import { renderExplanation } from "../../../reports/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { CliContext } from "../context.ts";
import { loadContractPair } from "../contract-pair.ts";
import { findPacts } from "../pact-files.ts";

interface Options {
  readonly consumers?: string;
  readonly json?: true;
  readonly allowRemote?: true;
}

/** Adds `tercet contracts explain`: the change for a person, and whom it affects. Its exit code says nothing of the change. */
export function addContractsExplain(contracts: Command, context: CliContext, finish: (exitCode: number) => void): void {
  contracts
    .command("explain")
    .description(
      "tell a change of a contract in plain language: what happened, who is affected, which version it needs",
    )
    .argument("<old>", "an OpenAPI or AsyncAPI file or URL, or a version of the catalog (carts@1.0.0)")
    .argument("<new>", "the same, for the version that comes after it")
    .option("--consumers <folder>", "consumer contracts (default: consumers, beside the catalog)")
    .option("--json", "write it as JSON")
    .option("--allow-remote", "read what remote $refs point to")
    .action(async (before: string, after: string, options: Options) => {
      const allowRemote = options.allowRemote === true;
      const pair = await loadContractPair(before, after, { cwd: context.cwd, allowRemote });
      const pacts = await consumers(options.consumers, context);
      const explanation = explainDiff(pair.diff, pair.before, pair.after, pacts);
      context.stdout.write(options.json ? `${JSON.stringify(explanation, null, 2)}\n` : renderExplanation(explanation));
      finish(0);
    });
}

/** The pacts of the project, none where it has no folder of them; a folder that is named must have some. */
async function consumers(folder: string | undefined, context: CliContext): Promise<readonly Pact[]> {
  if (folder !== undefined) return findPacts([folder], {}, context);
  const { contracts } = await loadConfig(context.cwd);
  return existsSync(join(dirname(contracts), "consumers")) ? findPacts([], {}, context) : [];
}
