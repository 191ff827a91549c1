import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  findContract,
  generateClient,
  omittedOperations,
  reasonOf,
  TercetError,
  writeWhole,
} from "../../../contracts/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { CliContext, RegisterCommand } from "../context.ts";

interface Options {
  readonly out: string;
  readonly runtime: string;
  readonly check?: true;
}

/** `tercet client CONTRACT --out FILE`: writes the typed client of a contract; exit code 1 where a check finds it stale. */
export const registerClient: RegisterCommand = (program, context, finish) => {
  program
    .command("client")
    .description("write a typed client of a contract: business objects, no HTTP")
    .argument("<contract>", "an OpenAPI file, or a service of the catalog (carts, carts@^1)")
    .requiredOption("--out <file>", "the TypeScript file to write; - for standard output")
    .option("--runtime <module>", "what the file imports its runtime from", "tercet")
    .option("--check", "write nothing; fail where the file is not what the contract generates")
    .action(async (reference: string, options: Options) => {
      finish(await client(reference, options, context));
    });
};

async function client(reference: string, { out, runtime, check }: Options, context: CliContext): Promise<number> {
  if (check && out === "-") throw new TercetError("usage", "--check needs the file to look at: give it with --out.");
  const config = await loadConfig(context.cwd);
  const file = resolve(context.cwd, reference);
  const contract = await findContract(config.contracts, existsSync(file) ? file : reference);
  const source = generateClient(contract, { runtime });
  if (check) return checkFile(out, source, `${contract.service} ${contract.version}`, context);
  for (const { id, reason } of omittedOperations(contract)) {
    context.stderr.write(`tercet: ${id} is left out of the client: it ${reason}.\n`);
  }
  if (out === "-") context.stdout.write(source);
  else await writeWhole(resolve(context.cwd, out), source);
  return 0;
}

async function checkFile(out: string, source: string, contract: string, context: CliContext): Promise<number> {
  let present: string;
  try {
    present = await readFile(resolve(context.cwd, out), "utf8");
  } catch (cause) {
    throw new TercetError("usage", `${out} cannot be read (${reasonOf(cause)}); write it without --check.`, { cause });
  }
  if (present === source) return 0;
  context.stdout.write(`${out} is not what the contract of ${contract} generates; write it again without --check.\n`);
  return 1;
}
