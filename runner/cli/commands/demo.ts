import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { startDatabase, startShop } from "../../../docker/index.ts";
import { buildSite } from "../../../reports/index.ts";
import { faults, reservationTargets } from "../../../suites/index.ts";
import { brokerConfigSchema } from "../../broker/config.ts";
import type { Config } from "../../config/config.ts";
import { lintCatalog } from "../../engine/contracts.ts";
import { verifyJobs } from "../../engine/jobs.ts";
import type { Run } from "../../engine/run.ts";
import { runScenarioCases } from "../../engine/scenario-cases.ts";
import { scenarioTargets } from "../../engine/scenario-targets.ts";
import { discoverScenarios } from "../../engine/scenarios-discover.ts";
import { verifyService } from "../../engine/verify.ts";
import type { Environment } from "../../environments/environment.ts";
import { openEnvironment, targetOf, withEnvironment } from "../../environments/resolve.ts";
import { startMonitor } from "../../monitor/monitor.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { type RunOptionValues, runOptions } from "../options.ts";
import { withRun } from "../with-run.ts";

const environmentName = "demo";

/** `tercet demo`: the shop and its databases, everything once, a report. */
export const registerDemo: RegisterCommand = (program, context, finish) => {
  program
    .command("demo")
    .description("start a grocery shop of four services, check everything once, and write reports/out/index.html")
    .option("--keep", "only start the shop, and keep it up until Ctrl-C")
    .addOption(runOptions.seed())
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (options: RunOptionValues & { readonly keep?: true }) => {
      const config = demoConfig(context.cwd);
      finish(options.keep ? await keepShop(config, context) : await demonstrate(config, options, context));
    });
};

/** The shop's own contracts and scenarios, as they come with the package; state stays in the working directory. */
function demoConfig(directory: string): Config {
  const packaged = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
  return {
    contracts: packaged("contracts/catalog"),
    scenarios: packaged("suites/scenarios"),
    state: join(directory, ".tercet"),
    broker: brokerConfigSchema.parse({}),
    environments: { [environmentName]: startShop },
    file: undefined,
    directory,
  };
}

async function keepShop(config: Config, { signal, stdout }: CliContext): Promise<number> {
  const progress = (message: string) => void stdout.write(`${message}\n`);
  const { environment, stop } = await openEnvironment(config, environmentName, { signal, progress });
  try {
    for (const [name, { urls }] of Object.entries(environment.services)) progress(`${name}: ${urls.join(" ")}`);
    progress(`tokens: ${environment.tokens}\nauthority: ${environment.certificateAuthority}\nStop it with Ctrl-C.`);
    // The interval holds the process; the shop's own channels do not.
    const holding = setInterval(() => {}, 60_000);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    clearInterval(holding);
  } finally {
    await stop();
  }
  return 0;
}

async function demonstrate(config: Config, options: RunOptionValues, context: CliContext): Promise<number> {
  const { cwd, signal, stderr } = context;
  const log = join(config.state, "demo.ndjson");
  const reports = { ...options, report: [...(options.report ?? []), `events=${log}`], environment: environmentName };
  const body = async ({ run }: { readonly run: Run }) => {
    await lintCatalog(run, config.contracts, cwd);
    await withEnvironment(config, environmentName, { run, signal }, async (environment) => {
      await checkShop(run, config, environment, context);
    });
    signal.throwIfAborted();
    run.progress("starting a database for the jobs");
    const database = await startDatabase("postgres", { how: "embedded", signal });
    try {
      const [target] = reservationTargets;
      if (target !== undefined) {
        // What is done to workers alone; the others take minutes.
        const ofWorkers = faults.filter(({ needs }) => needs.length === 0);
        await verifyJobs(run, { target, faults: ofWorkers, database, state: config.state, directory: cwd, signal });
      }
    } finally {
      await database.stop();
    }
  };
  const code = await withRun(context, reports, "demo", body, config);
  const out = join(cwd, "reports/out");
  const note = (message: string) => void stderr.write(`tercet: ${message}\n`);
  await buildSite({ catalog: config.contracts, events: [log], out, note });
  // With --json, standard output belongs to the JSON report.
  stderr.write(`The report is ${relative(cwd, join(out, "index.html"))}\n`);
  return code;
}

async function checkShop(run: Run, config: Config, environment: Environment, context: CliContext): Promise<void> {
  const { signal, version } = context;
  for (const service of Object.keys(environment.services)) {
    signal.throwIfAborted();
    await verifyService(run, {
      target: await targetOf(config, environment, service),
      guarantees: [],
      only: [],
      production: false,
      authorityFile: environment.certificateAuthority,
      signal,
      replay: (only, seed) =>
        `tercet verify ${service} --environment ${environment.name} ${only.map((one) => `--only ${one}`).join(" ")} --seed ${seed}`,
    });
  }
  const scenarios = await discoverScenarios(config.scenarios);
  const targets = await scenarioTargets(config, environment);
  const shared = { state: config.state, version, signal };
  await runScenarioCases(run, scenarios, targets, { ...shared, environment: environment.name, production: false });
  const { store } = environment;
  if (store === undefined) return;
  run.progress("one round of monitoring");
  const monitor = await startMonitor({
    ...{ ...shared, environment, store, location: "monitor", scenarios, targets, run },
    told: run.progress,
  });
  try {
    await monitor.round();
  } finally {
    await monitor.stop();
  }
}
