import { TercetError } from "../../../contracts/index.ts";
import { recoverLedgers, recoveryCase } from "../../engine/ledger-recovery.ts";
import { scenarioTargets } from "../../engine/scenario-targets.ts";
import { discoverScenarios } from "../../engine/scenarios-discover.ts";
import { withEnvironment } from "../../environments/resolve.ts";
import { type Monitor, startMonitor } from "../../monitor/monitor.ts";
import { serveStatus } from "../../monitor/serve.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { portNumber, type RunOptionValues, runOptions } from "../options.ts";
import { withRun } from "../with-run.ts";

interface Options extends RunOptionValues {
  readonly environment: string;
  readonly location?: string;
  readonly port?: number;
  readonly once?: true;
}

/** `tercet monitor --environment NAME`: the scenarios on their schedule, results in the environment's store. */
export const registerMonitor: RegisterCommand = (program, context, finish) => {
  program
    .command("monitor")
    .description("run the scenarios on their schedule, keep the results in PostgreSQL, and serve the status")
    .addOption(runOptions.environment().makeOptionMandatory())
    .option("--location <name>", "from where it looks: only the instances of this location are asked")
    .option("--port <n>", "serve / and /status.json on the loopback interface; 0 takes any free port", portNumber)
    .option("--once", "do one round and exit")
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (options: Options) => {
      const { signal, version } = context;
      const command = `monitor --environment ${options.environment}`;
      const code = await withRun(context, options, command, async ({ run, config }) => {
        const scenarios = await discoverScenarios(config.scenarios);
        await withEnvironment(config, options.environment, { run, signal }, async (environment) => {
          const { store } = environment;
          if (store === undefined) throw withoutStore(environment.name);
          const targets = await scenarioTargets(config, environment, options.location);
          const shared = { state: config.state, version };
          const recovered = await recoverLedgers(targets, { ...shared, environment: environment.name });
          if (recovered !== undefined) await run.case(recoveryCase, async () => recovered);
          const location = options.location ?? "all";
          const monitor = await startMonitor({
            ...shared,
            environment,
            store,
            location,
            scenarios,
            targets,
            run,
            signal,
            told: (sentence) => void context.stderr.write(`${sentence}\n`),
          });
          try {
            await serving(options.port, monitor, context, () => (options.once ? monitor.round() : monitor.watch()));
          } finally {
            await monitor.stop();
          }
        });
      });
      finish(code);
    });
};

/** Serves the status, where a port is given, as long as the monitor works. */
async function serving(port: number | undefined, monitor: Monitor, context: CliContext, work: () => Promise<void>) {
  if (port === undefined) return work();
  const server = await serveStatus(port, monitor.status);
  context.stderr.write(`The status is served at ${server.url}\n`);
  try {
    await work();
  } finally {
    await server.close();
  }
}

function withoutStore(environment: string): TercetError {
  return new TercetError(
    "configuration",
    `The environment "${environment}" has no store: set \`store\` to the URL of a PostgreSQL database where results are kept.`,
  );
}
