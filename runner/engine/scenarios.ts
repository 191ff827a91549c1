import { randomBytes } from "node:crypto";
import semver from "semver";
import { type CaseIdentity, type CaseResult, createRandom } from "../../contracts/index.ts";
import {
  cleanUp,
  cleanupServices,
  createActor,
  createEventually,
  createSteps,
  expect,
  judgeFailure,
  type Scenario,
  type Target,
  type WrapStep,
} from "../../suites/index.ts";
import { createLedger } from "./ledger.ts";
import { beginJourney } from "./scenario-journey.ts";
import { notRun, resultOf } from "./scenario-result.ts";
import { openWire } from "./scenario-wire.ts";
import type { LoadedScenario } from "./scenarios-discover.ts";

/** Where and how a scenario is run. */
export interface ScenarioOptions {
  /** The environment's name: of its ledgers, and of the replay line. */
  readonly environment: string;
  /** Whether real customers are served there. */
  readonly production: boolean;
  /** Folder of the ledgers, `config.state`. */
  readonly state: string;
  readonly seed: number;
  /** The program's version, for the `user-agent`. */
  readonly version: string;
  /** Aborted: the scenario stops, and is cleaned all the same. */
  readonly signal: AbortSignal;
  readonly wrapStep?: WrapStep;
}

/** How a scenario's run is named in the event log. `location`: from where it runs. */
export function scenarioCase({ scenario, contentHash }: LoadedScenario, location?: string): CaseIdentity {
  return {
    id: `scenario/${scenario.id}`,
    kind: "scenario",
    subject: scenario.capability,
    title: scenario.title,
    contentHash,
    ...(location === undefined ? {} : { location }),
  };
}

/**
 * Runs one scenario once, as people of its own, and cleans up after it whatever happened. `targets` holds the services by
 * name; requests are spread over the URLs of each. Throws only where the ledger cannot be written: nothing was sent then.
 */
export async function runScenario(
  loaded: LoadedScenario,
  targets: ReadonlyMap<string, Target>,
  options: ScenarioOptions,
): Promise<CaseResult> {
  const { scenario } = loaded;
  const replay = `tercet run ${scenario.id} --environment ${options.environment} --seed ${options.seed}`;
  if (options.production && !scenario.safeInProduction) {
    return notRun(scenario, "skipped", "It is not declared safe in production.");
  }
  const obstacle = obstacleTo(scenario, targets, options.environment);
  if (obstacle !== undefined) return notRun(scenario, "inconclusive", obstacle);

  const ledger = await createLedger(options.state, options.environment);
  const random = createRandom(options.seed, `scenario/${scenario.id}`);
  const wire = openWire({ scenario: scenario.id, targets, version: options.version, random: random.fork("instances") });
  const journey = beginJourney({ timeoutSeconds: scenario.timeoutSeconds, signal: options.signal });
  const { signal, admit } = journey;
  const steps = createSteps({
    signal,
    judge: judgeFailure,
    ...(options.wrapStep === undefined ? {} : { wrap: options.wrapStep }),
  });
  // Fresh people every time: no run sees what another one made.
  const run = randomBytes(4).toString("hex");
  const as = (roles: string | readonly string[]) => {
    const list = typeof roles === "string" ? [roles] : roles;
    const subject = [scenario.id, ...list, run].join("-");
    return createActor({ wire, targets, ledger, admit }, { subject, roles: list });
  };
  try {
    const outcome = await journey.run(() =>
      scenario.run({
        ...as(scenario.as),
        as,
        step: steps.step,
        expect,
        eventually: createEventually(signal),
        random: random.fork("data"),
      }),
    );
    // Before the clean-up: the steps' durations and the last exchange are the scenario's own.
    const journeySteps = steps.list();
    const last = wire.last();
    const cleanup = await cleanUp(ledger, cleanupServices({ wire, targets }));
    await ledger.close(cleanup.residue.some(({ reason }) => reason !== "undeletable") ? "left" : "done");
    return resultOf({ scenario, outcome, steps: journeySteps, last, cleanup, replay });
  } finally {
    await wire.close();
  }
}

function obstacleTo(scenario: Scenario, targets: ReadonlyMap<string, Target>, environment: string): string | undefined {
  for (const [service, range] of Object.entries(scenario.uses)) {
    const contract = targets.get(service)?.contract;
    if (contract === undefined) return `The environment "${environment}" has no service "${service}".`;
    if (!semver.satisfies(contract.version, range, { includePrerelease: true })) {
      return `It uses ${service} ${range}, and the contract in "${environment}" is ${contract.version}.`;
    }
  }
  return undefined;
}
