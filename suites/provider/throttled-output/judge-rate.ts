import { setTimeout as sleep } from "node:timers/promises";
import type { Arrival } from "../../kit/stand-in.ts";
import { type Trouble, troubleIn } from "../load/outcome.ts";
import { type LoadOptions, type LoadOutcome, putLoad } from "../load/put-load.ts";
import { findLoadSource, type LoadSource } from "./load-source.ts";
import { waitAfterFirst, waitBeforeFirst } from "./phase.ts";
import { type Excess, findExcess, peakOf, toleranceMilliseconds, windowOf } from "./rate.ts";
import type { Subject, WayFinding } from "./subject.ts";

/** As many calls are under way at once, at the least and at the most. */
const [minInFlight, maxInFlight] = [8, 128];
/** A rush out of nothing, load that goes on, and load on a dependency that refuses. */
const [rushMilliseconds, loadMilliseconds, retryLoadMilliseconds] = [200, 1500, 700];
/** From this share of the declared rate on, what arrived shows that the throttle was at work. */
const exercisedShare = 0.8;

/** Load that would make the service ask more often than it declared: it holds back what is too much, and says so. */
export async function judgeRate(subject: Subject): Promise<void> {
  const { context, reach, name, maxRequestsPerSecond: limit } = subject;
  if (!subject.selects("rate") && !subject.selects("held-back")) return;
  if (limit === undefined) {
    const message = `The contract declares no rate for ${name} (x-tercet.dependencies[].maxRequestsPerSecond).`;
    subject.report("rate", { verdict: "skipped", message });
    return;
  }
  const { seconds } = windowOf(limit);
  const source = await findLoadSource(subject);
  const load = loadOf(source, limit);
  const recording = reach.standIn.record();
  const isDecided = (outcome: LoadOutcome) =>
    findExcess(recording.arrivals, limit) !== undefined || troubleOf(subject, outcome) !== undefined;
  try {
    const rush = await putLoad(context, { ...load, milliseconds: rushMilliseconds, until: isDecided });
    if (isDecided(rush)) return report(rush);
    // A limit that is reset, each second of the clock or one second after its first request, lets two seconds' requests
    // through around that: one call begins its second, and the load comes late in it.
    await pause(seconds * 1000);
    await pause(waitBeforeFirst(Date.now()));
    const first = putLoad(context, { ...load, concurrency: reach.instances.length, milliseconds: 1 });
    await Promise.all([first, pause(waitAfterFirst(Date.now()) * seconds)]);
    const milliseconds = loadMilliseconds * seconds;
    const lasting = await putLoad(context, { ...load, milliseconds, until: isDecided });
    report(joined(rush, lasting));
  } finally {
    recording.stop();
  }

  function report(outcome: LoadOutcome): void {
    subject.report("rate", rateFinding(subject, limit as number, source, outcome, recording.arrivals));
    subject.report("held-back", heldBackFinding(subject, source, outcome), source.operation);
  }

  function pause(milliseconds: number): Promise<void> {
    return sleep(milliseconds, undefined, { signal: context.signal });
  }
}

/** The same while the dependency answers 503: what is asked again counts as well. */
export async function judgeRateOfRetries(subject: Subject): Promise<void> {
  const { context, reach, name, maxRequestsPerSecond: limit } = subject;
  if (limit === undefined || !(subject.selects("rate-of-retries") || subject.selects("recovers"))) return;
  const source = await findLoadSource(subject);
  const recording = reach.standIn.record();
  await reach.standIn.setMode("unavailable");
  try {
    await putLoad(context, {
      ...loadOf(source, limit),
      milliseconds: retryLoadMilliseconds,
      until: () => findExcess(recording.arrivals, limit) !== undefined,
    });
  } finally {
    await reach.standIn.setMode("healthy");
    recording.stop();
  }
  const { arrivals } = recording;
  const excess = findExcess(arrivals, limit);
  const count = `${arrivals.length} requests reach it, ${peakOf(arrivals)} in the busiest second (declared: ${limit})`;
  subject.report(
    "rate-of-retries",
    excess === undefined
      ? { verdict: arrivals.length === 0 ? "skipped" : "pass", message: `While ${name} answers 503, ${count}.` }
      : { verdict: "fail", message: `${ruleOf(subject, limit)}, and while that answered 503, ${wordsOf(excess)}.` },
  );
}

/** Twice as much as is declared, at once and then in each second. */
function loadOf({ next, asksPerCall }: LoadSource, limit: number): Omit<LoadOptions, "milliseconds"> {
  const twice = Math.ceil((2 * windowOf(limit).requests) / asksPerCall);
  return {
    next,
    concurrency: Math.min(Math.max(twice, minInFlight), maxInFlight),
    requestsPerSecond: Math.max(twice, minInFlight),
  };
}

function rateFinding(
  subject: Subject,
  limit: number,
  { operation }: LoadSource,
  { sent, exchanges, failures }: LoadOutcome,
  arrivals: readonly Arrival[],
): WayFinding {
  const { context, reach, name } = subject;
  const excess = findExcess(arrivals, limit);
  if (excess !== undefined) {
    const rule = ruleOf(subject, limit);
    return {
      verdict: "fail",
      message: `${rule}, over all ${reach.instances.length} instances, and ${wordsOf(excess)}.`,
    };
  }
  const peak = peakOf(arrivals);
  const refused = exchanges.filter(({ exchange }) => exchange.response.status === 503).length + failures.length;
  const seen = `${sent} calls of ${operation} made ${context.contract.service} ask ${name} at most ${peak} times in a second (declared: ${limit})`;
  if (peak < exercisedShare * windowOf(limit).requests && refused === 0) {
    const message = `not exercised: ${seen}, and nothing was held back; declared input limits may keep the load too low`;
    return { verdict: "skipped", message };
  }
  return { verdict: "pass", message: `${seen}; ${refused} were refused or got no answer.` };
}

/** What the service answers while it holds its own calls back is an answer like any other. */
function heldBackFinding(subject: Subject, { operation }: LoadSource, outcome: LoadOutcome): WayFinding {
  const { name } = subject;
  const trouble = troubleOf(subject, outcome);
  if (trouble === undefined) {
    const count = outcome.exchanges.length;
    return {
      verdict: "pass",
      message: `${operation} answers all of ${count} calls while those to ${name} are held back.`,
    };
  }
  const message = `${operation} must answer as it declares while calls to ${name} are held back, and ${trouble.message}.`;
  const evidence = trouble.evidence === undefined ? {} : { evidence: trouble.evidence };
  return { verdict: "fail", message, ...evidence };
}

function troubleOf({ context }: Subject, { exchanges, failures }: LoadOutcome): Trouble | undefined {
  for (const outcome of [...failures, ...exchanges]) {
    const trouble = troubleIn(context, outcome.operation, outcome);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

function joined(left: LoadOutcome, right: LoadOutcome): LoadOutcome {
  return {
    sent: left.sent + right.sent,
    exchanges: [...left.exchanges, ...right.exchanges],
    failures: [...left.failures, ...right.failures],
  };
}

function ruleOf({ context, name }: Subject, limit: number): string {
  return `${context.contract.service} must ask ${name} no more than ${limit} times in a second (x-tercet.dependencies)`;
}

function wordsOf({ count, milliseconds, allowed, windowSeconds }: Excess): string {
  const tolerance = `${toleranceMilliseconds} ms of tolerance`;
  return `${count} requests came within ${Math.round(milliseconds)} ms, where ${windowSeconds} s with ${tolerance} may hold ${allowed}`;
}
