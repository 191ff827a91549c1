import type { Verdict } from "../../contracts/index.ts";
import type { MonitorResult } from "../store/store.ts";

/** A verdict, or `stale`: nothing was heard for longer than the schedule allows. Silence is never green. */
export type ScenarioState = Verdict | "stale";

/** What the status needs to know of a monitored scenario. */
export interface MonitoredScenario {
  readonly id: string;
  readonly title: string;
  readonly capability: string;
  readonly everySeconds: number;
  readonly timeoutSeconds: number;
}

/** The status of one environment, as `/status.json` gives it. */
export interface Status {
  readonly environment: string;
  readonly at: string;
  readonly state: ScenarioState;
  readonly scenarios: readonly ScenarioStatus[];
}

/** The status of one scenario at one location. */
export interface ScenarioStatus {
  readonly id: string;
  readonly title: string;
  readonly capability: string;
  readonly location: string;
  readonly state: ScenarioState;
  readonly message?: string;
  readonly cleanup?: { readonly verdict: Verdict; readonly message: string };
  /** When the newest result began, RFC 3339; absent where there is none yet. */
  readonly lastRunAt?: string;
  readonly ageSeconds?: number;
  readonly durationMilliseconds?: number;
  readonly contentHash?: string;
  readonly everySeconds: number;
}

/** Worst first: the state of the whole is the first of these that any scenario has. */
const order: readonly ScenarioState[] = ["fail", "stale", "inconclusive", "pass", "skipped"];

/** Judges the newest results at a moment: a scenario without a result within two periods and its time limit is stale. */
export function judgeStatus(options: {
  readonly environment: string;
  readonly location: string;
  readonly scenarios: readonly MonitoredScenario[];
  readonly results: readonly MonitorResult[];
  readonly now: Date;
}): Status {
  const { environment, location, now } = options;
  const newest = new Map(options.results.filter((one) => one.location === location).map((one) => [one.scenario, one]));
  const scenarios = options.scenarios.map((scenario) => judge(scenario, location, newest.get(scenario.id), now));
  const state = order.find((candidate) => scenarios.some((one) => one.state === candidate)) ?? "stale";
  return { environment, at: now.toISOString(), state, scenarios };
}

function judge(
  scenario: MonitoredScenario,
  location: string,
  result: MonitorResult | undefined,
  now: Date,
): ScenarioStatus {
  const { id, title, capability, everySeconds, timeoutSeconds } = scenario;
  const common = { id, title, capability, location, everySeconds };
  if (result === undefined) return { ...common, state: "stale", message: "No result yet." };
  const ageSeconds = Math.max(0, (now.getTime() - result.startedAt.getTime()) / 1000);
  const allowedSeconds = 2 * everySeconds + timeoutSeconds;
  const stale = ageSeconds > allowedSeconds;
  const message = stale
    ? `Nothing heard for ${Math.round(ageSeconds)} s; at most ${allowedSeconds} s are allowed.`
    : result.message;
  return {
    ...common,
    state: stale ? "stale" : worse(result.verdict, result.cleanup?.verdict),
    ...(message === undefined ? {} : { message }),
    ...(result.cleanup === undefined ? {} : { cleanup: result.cleanup }),
    lastRunAt: result.startedAt.toISOString(),
    ageSeconds,
    durationMilliseconds: result.durationMilliseconds,
    contentHash: result.contentHash,
  };
}

function worse(verdict: Verdict, cleanup: Verdict | undefined): ScenarioState {
  return order.find((state) => state === verdict || state === cleanup) ?? verdict;
}
