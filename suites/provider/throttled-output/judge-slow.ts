import { setTimeout as sleep } from "node:timers/promises";
import { type Outcome, troubleIn, tryCall } from "../load/outcome.ts";
import { findDisturbed, reportOthers } from "./judge-others.ts";
import type { Reach, ReachingCall } from "./reach.ts";
import type { Subject } from "./subject.ts";

/** As many calls wait for the dependency at once, of each instance. */
const waitingCalls = 24;
/** Each operation is called so often: some get no answer of the dependency, others one that does not end. */
const callsOfEach = 4;
/** Until calls have reached the dependency, and do not come any more. */
const settleMilliseconds = 250;

/** The dependency takes requests and does not answer: those who wait for it are answered in time, and nobody else waits. */
export async function judgeSlow(subject: Subject): Promise<void> {
  const { context, reach, name } = subject;
  const selected = (["slow", "others", "recovers"] as const).some((way) => subject.selects(way));
  if (!selected) return;
  const { standIn, reaching, instances } = reach;
  const others = reach.others.filter(({ call }) => subject.selects("others", call.operation.id));
  const recording = standIn.record();
  await standIn.setMode("slow");
  try {
    const { disturbed, outcomes } = await whileTheyWait(others);
    for (const [index, each] of outcomes.entries()) report(reaching[index] as ReachingCall, each);
    // A machine that has too much to do for a moment is not the service's doing: who was late has to be late again.
    const late = [...disturbed.keys()];
    reportOthers(subject, others, late.length === 0 ? disturbed : (await whileTheyWait(late)).disturbed);
  } finally {
    await standIn.setMode("healthy");
    recording.stop();
  }

  /** Looks at the others while calls wait for the dependency, and waits for those. */
  async function whileTheyWait(looked: Reach["others"]) {
    const times = Math.max(callsOfEach, Math.ceil((waitingCalls * instances.length) / reaching.length));
    const waiting = reaching.map((call) => Promise.all(Array.from({ length: times }, (_, turn) => ask(call, turn))));
    await sleep(settleMilliseconds, undefined, { signal: context.signal });
    const disturbed = await findDisturbed(subject, looked);
    return { disturbed, outcomes: await Promise.all(waiting) };
  }

  async function ask(call: ReachingCall, turn: number): Promise<Outcome & { readonly milliseconds: number }> {
    const startedAt = performance.now();
    const instance = instances[turn % instances.length] as (typeof instances)[number];
    const outcome = await tryCall(context, call.call, await context.at(instance).bind(call.call));
    return { ...outcome, milliseconds: performance.now() - startedAt };
  }

  function report(
    { call: { operation } }: ReachingCall,
    outcomes: readonly (Outcome & { milliseconds: number })[],
  ): void {
    const trouble = outcomes.map((one) => troubleIn(context, operation, one)).find((found) => found !== undefined);
    if (trouble !== undefined) {
      const message = `${operation.id} must give a declared answer within the bound while ${name} does not answer, and ${trouble.message}.`;
      const { evidence } = trouble;
      subject.report(
        "slow",
        { verdict: "fail", message, ...(evidence === undefined ? {} : { evidence }) },
        operation.id,
      );
    } else if (recording.arrivals.length === 0) {
      const message = `not exercised: nothing was asked of ${name} while it did not answer`;
      subject.report("slow", { verdict: "skipped", message }, operation.id);
    } else {
      const longest = Math.max(...outcomes.map(({ milliseconds }) => milliseconds));
      const message = `${operation.id} gives a declared answer within ${Math.round(longest)} ms while ${name} does not answer.`;
      subject.report("slow", { verdict: "pass", message }, operation.id);
    }
  }
}
