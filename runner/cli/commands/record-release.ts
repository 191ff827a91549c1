import { parseServiceVersion, versionName } from "../../../contracts/index.ts";
import { recordRelease, recordSupportEnd } from "../../broker/record/occupancy.ts";
import type { RegisterCommand } from "../context.ts";
import { enterEnvironment, type OccupancyOptions, occupancyOptions } from "../occupancy.ts";
import { withFacts } from "../with-facts.ts";

/** `tercet record-release SERVICE@VERSION --to ENVIRONMENT`: users have it there, beside the versions before. */
export const registerRecordRelease: RegisterCommand = (program, context, finish) => {
  const command = program
    .command("record-release")
    .description("record that a version is given to users in an environment, beside those before")
    .argument("<service@version>", "what was released");
  for (const option of occupancyOptions("it is supported there no longer")) command.addOption(option);
  command.action(async (reference: string, options: OccupancyOptions) => {
    const subject = parseServiceVersion(reference);
    await withFacts(context, options, async (facts) => {
      await enterEnvironment(facts, options, subject, context);
      if (options.ended) await recordSupportEnd(facts.store, subject, options.to, facts.clock);
      else await recordRelease(facts.store, subject, options.to, facts.clock);
    });
    const what = options.ended ? "is no longer supported in" : "is released to";
    context.stdout.write(`${versionName(subject)} ${what} ${options.to}\n`);
    finish(0);
  });
};
