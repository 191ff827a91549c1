import { resolve } from "node:path";
import { scaffold } from "../../init/scaffold.ts";
import type { RegisterCommand } from "../context.ts";

/** `tercet init`: a first contract, scenario, configuration and CI workflow. */
export const registerInit: RegisterCommand = (program, context, finish) => {
  program
    .command("init")
    .description("scaffold contracts/, suites/, tercet.config.ts and a CI workflow")
    .argument("[directory]", "where to", ".")
    .action(async (directory: string) => {
      const written = await scaffold(resolve(context.cwd, directory));
      context.stdout.write(`${written.map((path) => `wrote ${path}\n`).join("")}
Next:
  npx tercet contracts lint            the contract is in order
  edit tercet.config.ts                where your service runs
  npx tercet verify greetings --environment local
  npx tercet run --environment local
`);
      finish(0);
    });
};
