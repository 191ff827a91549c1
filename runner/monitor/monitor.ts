import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { TercetError } from "../../contracts/index.ts";
import type { Target } from "../../suites/index.ts";
import type { Run } from "../engine/run.ts";
import { runScenario, scenarioCase } from "../engine/scenarios.ts";
import type { LoadedScenario } from "../engine/scenarios-discover.ts";
import type { Environment } from "../environments/environment.ts";
import { openStore } from "../store/store.ts";
import { type Assignment, startDispatcher } from "./dispatch.ts";
import { watchOutages } from "./outage.ts";
import { judgeStatus, type MonitoredScenario, type Status } from "./status.ts";

/** Scenarios that run at once in one monitor. */
const concurrency = 4;
/** Between two looks at the store, in milliseconds: one that is frozen gives no error by itself. */
const lookMilliseconds = 5_000;
/** What a run may take beyond its own time limit: clean-up and keeping the result. */
const graceSeconds = 30;

/** The scenarios of one environment, run as the store's schedule hands them out. */
export interface Monitor {
  /** Runs every scenario once, now; throws `TercetError` (`surroundings`) when the results do not come in time. */
  round(): Promise<void>;
  /** Runs each scenario in each of its periods, until the signal is aborted. */
  watch(): Promise<void>;
  status(): Promise<Status>;
  /** Ends after the runs under way. */
  stop(): Promise<void>;
}

/** What a monitor needs. `location`: from where it looks; the targets are those of that location. */
export interface MonitorOptions {
  readonly environment: Environment;
  readonly store: string;
  readonly location: string;
  readonly scenarios: readonly LoadedScenario[];
  readonly targets: ReadonlyMap<string, Target>;
  readonly run: Run;
  readonly state: string;
  readonly version: string;
  readonly signal: AbortSignal;
  /** Gets a sentence when the store is lost. */
  readonly told: (sentence: string) => void;
}

/** Starts a monitor; throws `TercetError` where there is nothing to monitor, or the store is out of reach. */
export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { environment, location, run, signal } = options;
  const monitored = monitoredScenarios(options);
  const timeoutSeconds = Math.max(...monitored.map(({ timeoutSeconds }) => timeoutSeconds)) + graceSeconds;
  const loaded = new Map(options.scenarios.map((one) => [one.scenario.id, one]));
  const store = await openStore(options.store);
  const outages = watchOutages(run, store, options.told);

  const execute = async ({ id, scenario }: Assignment): Promise<void> => {
    const one = loaded.get(scenario);
    // Another version of the monitor asked for a scenario that this one does not know.
    if (one === undefined) return;
    const seed = randomInt(0, 0x7fffffff);
    const startedAt = new Date();
    const start = performance.now();
    const { production } = environment;
    const { verdict, message, cleanup } = await run.case(scenarioCase(one, location), () =>
      runScenario(one, options.targets, { ...options, environment: environment.name, production, seed }),
    );
    const result = {
      id,
      environment: environment.name,
      scenario,
      location,
      startedAt,
      durationMilliseconds: performance.now() - start,
      verdict,
      ...(message === undefined ? {} : { message }),
      ...(cleanup === undefined ? {} : { cleanup }),
      contentHash: one.contentHash,
      seed,
    };
    // What was seen is not lost with the store: a result that is delivered twice is kept once.
    await store.save(result).catch(async (error: unknown) => {
      await outages.lost(error);
      await store.save(result);
    });
  };

  const dispatcher = await startDispatcher({
    store: options.store,
    environment: environment.name,
    location,
    concurrency,
    timeoutSeconds,
    run: execute,
    onError: (error) => void outages.lost(error),
  }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });

  return {
    async round() {
      const ids = await Promise.all(monitored.map(({ id }) => dispatcher.request(id)));
      const deadline = Date.now() + timeoutSeconds * 1000 * Math.ceil(ids.length / concurrency);
      while ((await store.find(ids)).length < ids.length) {
        signal.throwIfAborted();
        if (Date.now() > deadline) {
          throw new TercetError(
            "surroundings",
            `Not all ${ids.length} scenarios gave a result in time; see the lines above.`,
          );
        }
        await delay(100, undefined, { signal });
      }
    },
    async watch() {
      // Twice a period: whatever the phase, each period is asked for, and the store hands it out once.
      const ask = (scenario: MonitoredScenario) =>
        dispatcher.schedule(scenario.id, scenario.everySeconds).catch(outages.lost);
      await Promise.all(monitored.map(ask));
      const timers = monitored.map((scenario) => setInterval(() => void ask(scenario), scenario.everySeconds * 500));
      timers.push(setInterval(() => void store.ping().catch(outages.lost), lookMilliseconds));
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      for (const timer of timers) clearInterval(timer);
    },
    async status() {
      const results = await store.latest(environment.name);
      return judgeStatus({ environment: environment.name, location, scenarios: monitored, results, now: new Date() });
    },
    async stop() {
      await outages.end();
      await dispatcher.stop();
      await store.close();
    },
  };
}

function monitoredScenarios({ scenarios, environment }: MonitorOptions): readonly MonitoredScenario[] {
  const monitored = scenarios.flatMap(({ scenario }) =>
    scenario.monitor === undefined || (environment.production && !scenario.safeInProduction)
      ? []
      : [
          {
            id: scenario.id,
            title: scenario.title,
            capability: scenario.capability,
            everySeconds: scenario.monitor.everySeconds,
            timeoutSeconds: scenario.timeoutSeconds,
          },
        ],
  );
  if (monitored.length > 0) return monitored;
  throw new TercetError(
    "configuration",
    `No scenario can be monitored in "${environment.name}": give one a \`monitor: { everySeconds: … }\`, and do not declare it unsafe in production.`,
  );
}
