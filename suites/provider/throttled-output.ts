import type { Contract } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import type { StandIn } from "../kit/stand-in.ts";
import type { Target } from "../kit/target.ts";
import { judgeFailures } from "./throttled-output/judge-failures.ts";
import { judgeRate, judgeRateOfRetries } from "./throttled-output/judge-rate.ts";
import { judgeRecovery } from "./throttled-output/judge-recovery.ts";
import { judgeRequests } from "./throttled-output/judge-requests.ts";
import { judgeRetryAfter } from "./throttled-output/judge-retry-after.ts";
import { judgeSlow } from "./throttled-output/judge-slow.ts";
import { findReach } from "./throttled-output/reach.ts";
import { awaitRecovery, type Recovery } from "./throttled-output/recovery.ts";
import { type Subject, ways } from "./throttled-output/subject.ts";

const guarantee = "throttled-output";

/** Calls to other services are throttled, and a dependency that fails does not take the service with it. */
export const throttledOutput: Check = {
  guarantee,
  statement: "Calls to other services are throttled.",
  rationale:
    "A service that asks as often as it is asked passes every rush on, and one that waits for whom it asked falls with him: so one slow service stops them all.",
  standard: {
    title: "RFC 9110 §10.2.3, Retry-After; §15.6, Server Error 5xx",
    url: "https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3",
  },
  severity: "serious",
  appliesWhen: "the contract declares a dependency (`x-tercet.dependencies`)",
  needs: ["a token source", "a stand-in for a dependency"],
  maxSeconds: 240,
  mend: "Send through one throttle that all instances share, or give each its share of the declared rate; count what is repeated, and wait as long as Retry-After says. Give each call a deadline, validate what comes back, and answer 503 or 504 with problem details when nothing usable came.",
  safeInProduction: false,
  ways: () => ways,
  subjects: ({ extension }) => (extension?.dependencies ?? []).map(({ service }) => service),
  inapplicable({ extension }: Contract, target: Target) {
    const names = extension.dependencies.map(({ service }) => service);
    if (names.length === 0) return "the contract declares no dependency (x-tercet.dependencies)";
    if (names.some((name) => target.dependencies?.has(name))) return undefined;
    return howToStandIn(names);
  },
  async run(context) {
    for (const { service: name, maxRequestsPerSecond } of context.contract.extension.dependencies) {
      const standIn = context.target.dependencies?.get(name);
      if (standIn === undefined) {
        context.report({
          check: `${guarantee}/rate`,
          operation: name,
          verdict: "skipped",
          message: howToStandIn([name]),
        });
      } else await judgeDependency(context, standIn, maxRequestsPerSecond);
    }
  },
};

async function judgeDependency(
  context: CheckContext,
  standIn: StandIn,
  maxRequestsPerSecond: number | undefined,
): Promise<void> {
  const name = standIn.service;
  await standIn.start();
  const recording = standIn.record();
  try {
    const reach = await findReach(context, standIn);
    const subject: Subject = {
      context,
      reach,
      name,
      maxRequestsPerSecond,
      report: (way, finding, operation = name) =>
        context.report({ check: `${guarantee}/${way}`, operation, ...finding }),
      selects: (way, operation = name) => context.selects(way, operation),
    };
    if (reach.reaching.length === 0) {
      subject.report("rate", { verdict: "skipped", message: `not exercised: ${nothingAsked(subject)}` });
      return;
    }
    await judgeRate(subject);
    await judgeRequests(subject, recording.arrivals);
    await judgeRetryAfter(subject);
    judgeRecovery(subject, await judgeTroubles(subject));
  } finally {
    recording.stop();
    await standIn.setMode("healthy");
  }
}

/** What the dependency does wrong comes one after the other; a service that does not recover from one is asked no more. */
async function judgeTroubles(subject: Subject): Promise<Recovery> {
  const { context, reach } = subject;
  let recovery = await judgeFailures(subject);
  for (const judge of [judgeSlow, judgeRateOfRetries]) {
    if ("last" in recovery) break;
    await judge(subject);
    recovery = await awaitRecovery(context, reach);
  }
  return recovery;
}

/** Why nothing can be said: most often what is needed to call an operation was not to be had. */
function nothingAsked({ name, reach }: Subject): string {
  const [first] = reach.unknown;
  const why = first === undefined ? "" : `; ${reach.unknown.size} could not be called (${first[0]}: ${first[1]})`;
  return `no operation made the service ask ${name} at ${[...reach.standIn.urls, "the stand-in"][0]}${why}`;
}

function howToStandIn(names: readonly string[]): string {
  const [name] = names;
  return `not exercised: the harness is given no address at which to stand in for ${names.join(", ")}; point the service there, and give it as dependencies.${name}.listen of the service in the environment, or with --dependency ${name}=URL`;
}
