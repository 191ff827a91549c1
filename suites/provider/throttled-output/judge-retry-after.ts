import { setTimeout as sleep } from "node:timers/promises";
import type { Arrival, StandInMode } from "../../kit/stand-in.ts";
import { tryCall } from "../load/outcome.ts";
import { retryAfterSeconds } from "../stand-in/treat.ts";
import type { ReachingCall } from "./reach.ts";
import type { Subject, WayFinding } from "./subject.ts";

/** Clocks and networks may take off so much of what was asked for. */
const toleranceMilliseconds = 200;
/** What is asked again behind the caller's back, after the answer, is waited for so long. */
const lingerMilliseconds = 200;

const modes: readonly (readonly [StandInMode, number])[] = [
  ["unavailable", 503],
  ["throttling", 429],
];

/** A dependency that says when it can be asked again is not asked the same before (RFC 9110 §10.2.3, RFC 6585 §4). */
export async function judgeRetryAfter(subject: Subject): Promise<void> {
  const { name, reach } = subject;
  if (!subject.selects("retry-after")) return;
  let arrived = 0;
  for (const reaching of reach.reaching) {
    for (const [mode, status] of modes) {
      const arrivals = await callIn(subject, reaching, mode);
      arrived += arrivals.length;
      const hasty = findHasty(arrivals, reaching.arrivals);
      if (hasty === undefined) continue;
      const what = `${hasty.arrival.method} ${hasty.arrival.target}`;
      const message = `${subject.context.contract.service} must ask ${name} again no earlier than Retry-After says (${retryAfterSeconds} s, RFC 9110 §10.2.3), and for one call of ${reaching.call.operation.id} sent ${what} ${hasty.times} times, the second one ${Math.round(hasty.milliseconds)} ms after it was answered ${status}.`;
      subject.report("retry-after", { verdict: "fail", message });
      return;
    }
  }
  const finding: WayFinding =
    arrived === 0
      ? { verdict: "skipped", message: `not exercised: nothing was asked of ${name} while it answered 503 or 429` }
      : { verdict: "pass", message: `${name} is not asked the same again before the time that it named is over.` };
  subject.report("retry-after", finding);
}

async function callIn(
  { context, reach }: Subject,
  reaching: ReachingCall,
  mode: StandInMode,
): Promise<readonly Arrival[]> {
  const [instance] = reach.instances;
  if (instance === undefined) return [];
  const request = await context.at(instance).bind(reaching.call);
  await reach.standIn.setMode(mode);
  const recording = reach.standIn.record();
  try {
    await tryCall(context, reaching.call, request);
    await sleep(lingerMilliseconds, undefined, { signal: context.signal });
    return [...recording.arrivals];
  } finally {
    recording.stop();
    await reach.standIn.setMode("healthy");
  }
}

/** A request that came more often within the time than one call sends it to a dependency that is well. */
function findHasty(
  arrivals: readonly Arrival[],
  usual: readonly Arrival[],
): { readonly arrival: Arrival; readonly times: number; readonly milliseconds: number } | undefined {
  const bound = retryAfterSeconds * 1000 - toleranceMilliseconds;
  for (const [index, arrival] of arrivals.entries()) {
    const isSame = ({ method, target }: Arrival) => method === arrival.method && target === arrival.target;
    const same = arrivals.slice(index).filter((one) => isSame(one) && one.at - arrival.notBefore < bound);
    const second = same[usual.filter(isSame).length || 1];
    if (second !== undefined) return { arrival, times: same.length, milliseconds: second.at - arrival.at };
  }
  return undefined;
}
