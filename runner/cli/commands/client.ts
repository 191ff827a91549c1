import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findContract, generateClient, writeWhole } from "../../../contracts/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { RegisterCommand } from "../context.ts";

/** `tercet client CONTRACT --out FILE`: writes the typed client of a contract. */
export const registerClient: RegisterCommand = (program, context, finish) => {
  program
    .command("client")
    .description("write a typed client of a contract: business objects, no HTTP")
    .argument("<contract>", "an OpenAPI file, or a service of the catalog (carts, carts@^1)")
    .requiredOption("--out <file>", "the TypeScript file to write; - for standard output")
    .option("--runtime <module>", "what the file imports its runtime from", "tercet")
    .action(async (reference: string, { out, runtime }: { out: string; runtime: string }) => {
      const config = await loadConfig(context.cwd);
      const file = resolve(context.cwd, reference);
      const contract = await findContract(config.contracts, existsSync(file) ? file : reference);
      const source = generateClient(contract, { runtime });
      if (out === "-") context.stdout.write(source);
      else await writeWhole(resolve(context.cwd, out), source);
      finish(0);
    });
};
