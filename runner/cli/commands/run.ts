import { loadConfig } from "../../config/load.ts";
import { defaultWorkers, runScenarioCases } from "../../engine/scenario-cases.ts";
import { scenarioTargets } from "../../engine/scenario-targets.ts";
import { discoverScenarios, selectScenarios } from "../../engine/scenarios-discover.ts";
import { withEnvironment } from "../../environments/resolve.ts";
import type { RegisterCommand } from "../context.ts";
import { positive, type RunOptionValues, runOptions } from "../options.ts";
import { type CommandRun, withRun } from "../with-run.ts";

interface Options extends RunOptionValues {
  readonly environment: string;
  readonly workers: number;
  readonly location?: string;
}

/** `tercet run [SCENARIO …] --environment NAME`: the scenarios, once. */
export const registerRun: RegisterCommand = (program, context, finish) => {
  program
    .command("run")
    .description("run business scenarios against an environment, and clean up after them")
    .argument("[scenario...]", "ids of scenarios; default: all")
    .addOption(runOptions.environment().makeOptionMandatory())
    .addOption(runOptions.seed())
    .option("--workers <n>", "how many scenarios run at once", positive, defaultWorkers)
    .option("--location <name>", "ask only the instances of this location")
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (ids: string[], options: Options) => {
      // What is wrong with files or ids is said before anything is started.
      const config = await loadConfig(context.cwd);
      const scenarios = selectScenarios(await discoverScenarios(config.scenarios), ids);
      const command = ["run", ...ids, "--environment", options.environment].join(" ");
      const body = async ({ run }: CommandRun) => {
        const { signal } = context;
        await withEnvironment(config, options.environment, { run, signal }, async (environment) => {
          await runScenarioCases(run, scenarios, await scenarioTargets(config, environment, options.location), {
            environment: environment.name,
            production: environment.production,
            state: config.state,
            version: context.version,
            signal,
            workers: options.workers,
            location: options.location,
          });
        });
      };
      finish(await withRun(context, options, command, body, config));
    });
};
