import { forEachConcurrently, type Target } from "../../suites/index.ts";
import { recoverLedgers, recoveryCase } from "./ledger-recovery.ts";
import type { Run } from "./run.ts";
import { runScenario, type ScenarioOptions, scenarioCase } from "./scenarios.ts";
import type { LoadedScenario } from "./scenarios-discover.ts";

/** How many scenarios run at once where nothing is said. */
export const defaultWorkers = 4;

/** Runs scenarios as cases of a run, a few at once, after what earlier runs left in the environment was cleaned. */
export async function runScenarioCases(
  run: Run,
  scenarios: readonly LoadedScenario[],
  targets: ReadonlyMap<string, Target>,
  options: Omit<ScenarioOptions, "seed"> & { readonly workers?: number; readonly location?: string | undefined },
): Promise<void> {
  const { workers = defaultWorkers, location } = options;
  const recovered = await recoverLedgers(targets, options);
  if (recovered !== undefined) await run.case(recoveryCase, async () => recovered);
  await forEachConcurrently(scenarios, workers, async (loaded) => {
    await run.case(scenarioCase(loaded, location), () => runScenario(loaded, targets, { ...options, seed: run.seed }));
  });
}
