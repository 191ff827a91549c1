import { parseServiceVersion, versionName } from "../../../contracts/index.ts";
import { recordDeployment, recordUndeployment } from "../../broker/record/occupancy.ts";
import type { RegisterCommand } from "../context.ts";
import { enterEnvironment, type OccupancyOptions, occupancyOptions } from "../occupancy.ts";
import { withFacts } from "../with-facts.ts";

/** `tercet record-deployment SERVICE@VERSION --to ENVIRONMENT`: it runs there, in place of the version before. */
export const registerRecordDeployment: RegisterCommand = (program, context, finish) => {
  const command = program
    .command("record-deployment")
    .description("record that a version runs in an environment, in place of the one before")
    .argument("<service@version>", "what was deployed")
    .option("--instance <name>", "where several of one service run side by side: which of them");
  for (const option of occupancyOptions("it runs there no longer")) command.addOption(option);
  command.action(async (reference: string, options: OccupancyOptions & { readonly instance?: string }) => {
    const subject = parseServiceVersion(reference);
    const place = {
      environment: options.to,
      ...(options.instance === undefined ? {} : { instance: options.instance }),
    };
    await withFacts(context, options, async (facts) => {
      await enterEnvironment(facts, options, subject, context);
      if (options.ended) await recordUndeployment(facts.store, subject, place, facts.clock);
      else await recordDeployment(facts.store, subject, place, facts.clock);
    });
    const as = options.instance === undefined ? "" : ` as ${options.instance}`;
    const what = options.ended ? "is no longer deployed to" : "is deployed to";
    context.stdout.write(`${versionName(subject)} ${what} ${options.to}${as}\n`);
    finish(0);
  });
};
