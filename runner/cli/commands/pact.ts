import type { Command } from "commander";
import type { CliContext, RegisterCommand } from "../context.ts";

type AddCommand = (pact: Command, context: CliContext, finish: (exitCode: number) => void) => void;

/** The subcommands, in the order of the help. What verifies is much to load, and is not needed to match. */
const subcommands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  verify: async () => (await import("./pact-verify.ts")).addPactVerify,
  compare: async () => (await import("./pact-compare.ts")).addPactCompare,
  match: async () => (await import("./pact-match.ts")).addPactMatch,
};

/** Loads `tercet pact verify | compare | match`: the one that is named, or all for the help. */
export async function loadPactCommand([, name = ""]: readonly string[]): Promise<RegisterCommand> {
  const named = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  const loading = named === undefined ? Object.values(subcommands) : [named];
  const added = await Promise.all(loading.map((load) => load()));
  return (program, context, finish) => {
    const pact = program.command("pact").description("verify and compare consumers' contracts in the format of Pact");
    for (const add of added) add(pact, context, finish);
  };
}
