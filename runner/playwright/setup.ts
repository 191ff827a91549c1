import { TercetError } from "../../contracts/index.ts";
import { loadConfig } from "../config/load.ts";
import { recoverLedgers } from "../engine/ledger-recovery.ts";
import { scenarioTargets } from "../engine/scenario-targets.ts";
import { openEnvironment } from "../environments/resolve.ts";
import { readVersion } from "../version.ts";
import { publishSession } from "./session.ts";

/**
 * Global setup of Playwright Test: opens the environment that TERCET_ENVIRONMENT names (`demo`), cleans what earlier runs
 * left in it, and gives back what closes it.
 */
// biome-ignore lint/style/noDefaultExport: Playwright takes a global setup's default export
export default async function openForPlaywright(): Promise<() => Promise<void>> {
  const config = await loadConfig(process.cwd());
  const name = process.env.TERCET_ENVIRONMENT ?? "demo";
  const starting = new AbortController();
  const { environment, stop } = await openEnvironment(config, name, { signal: starting.signal, progress: () => {} });
  try {
    const targets = await scenarioTargets(config, environment);
    const recovered = await recoverLedgers(targets, { environment: name, state: config.state, version: readVersion() });
    if (recovered !== undefined && recovered.verdict !== "pass") {
      throw new TercetError("surroundings", recovered.message ?? "What earlier runs left could not be cleaned.");
    }
    const session = await publishSession(config.state, environment);
    return async () => {
      await session.withdraw();
      await stop();
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
