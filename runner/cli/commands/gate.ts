import { explainGate, gateExitCode, parseServiceVersion } from "../../../contracts/index.ts";
import { askGate } from "../../broker/ask/ask.ts";
import type { RegisterCommand } from "../context.ts";
import { storeOption, withFacts } from "../with-facts.ts";

interface Options {
  readonly to: string;
  readonly json?: true;
  readonly store?: string;
}

/** `tercet gate SERVICE@VERSION --to ENVIRONMENT`: 0 deployable, 1 not, 2 cannot be asked, 3 something was never looked at. */
export const registerGate: RegisterCommand = (program, context, finish) => {
  program
    .command("gate")
    .description("can this version go there? the answer, and everything that speaks for and against it")
    .argument("<service@version>", "what is to be deployed or released")
    .requiredOption("--to <environment>", "where it is to go")
    .option("--json", "print the whole answer as JSON")
    .addOption(storeOption())
    .action(async (reference: string, options: Options) => {
      const subject = parseServiceVersion(reference);
      const answer = await withFacts(context, options, ({ store, config }) =>
        askGate(
          store,
          { ...subject, environment: options.to },
          { policy: config.broker.acceptStatic, configured: Object.keys(config.environments) },
        ),
      );
      context.stdout.write(options.json ? `${JSON.stringify(answer, undefined, 2)}\n` : explainGate(answer));
      finish(gateExitCode(answer));
    });
};
