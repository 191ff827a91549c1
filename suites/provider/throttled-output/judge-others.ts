import { setTimeout as sleep } from "node:timers/promises";
import { forEachConcurrently } from "../../kit/concurrency.ts";
import type { Instance } from "../../kit/instance.ts";
import { redactExchange } from "../../kit/redact.ts";
import { tryCall } from "../load/outcome.ts";
import type { Reach } from "./reach.ts";
import type { Subject, WayFinding } from "./subject.ts";

/** An operation that does not need the dependency answers within this, or so many times what it usually takes. */
const promptMilliseconds = 2000;
const promptFactor = 3;

type Other = Reach["others"][number];

/** Of operations that ask nothing of the dependency, those that do not answer as ever, and what is wrong with each. */
export type Disturbed = ReadonlyMap<Other, WayFinding>;

/** Looks for them at every instance, to be called while others wait for the dependency. */
export async function findDisturbed(subject: Subject, others: readonly Other[]): Promise<Disturbed> {
  const disturbed = new Map<Other, WayFinding>();
  await forEachConcurrently(others, others.length, async (other) => {
    for (const instance of subject.reach.instances) {
      const failure = await judgeOther(subject, other, instance);
      if (failure === undefined) continue;
      disturbed.set(other, failure);
      return;
    }
  });
  return disturbed;
}

/** Reports on each of the operations that were looked at. */
export function reportOthers({ name, report }: Subject, others: readonly Other[], disturbed: Disturbed): void {
  for (const other of others) {
    const { id } = other.call.operation;
    const message = `${id}, which asks nothing of ${name}, answers as ever while that does not answer.`;
    report("others", disturbed.get(other) ?? { verdict: "pass", message }, id);
  }
}

async function judgeOther(
  { context, reach, name }: Subject,
  { call, usual }: Other,
  instance: Instance,
): Promise<WayFinding | undefined> {
  const bound = Math.max(promptMilliseconds, promptFactor * usual.durationMilliseconds);
  const rule = `${call.operation.id} asks nothing of ${name}, and must answer as ever while that does not answer`;
  const request = await context.at(instance).bind(call);
  const recording = reach.standIn.record();
  const over = new AbortController();
  const late = sleep(bound, undefined, { signal: over.signal }).catch(() => undefined);
  const outcome = await Promise.race([tryCall(context, call, request), late]);
  over.abort();
  recording.stop();
  if (outcome === undefined || "error" in outcome) {
    return { verdict: "fail", message: `${rule}; it gave no answer within ${Math.round(bound)} ms.` };
  }
  const { status } = outcome.exchange.response;
  // What asks only now (what it had kept is too old) may well need the dependency.
  const isRefused = status >= 500 && recording.arrivals.length === 0;
  if (!isRefused) return undefined;
  const message = `${rule}; it answered ${status} instead of ${usual.response.status}.`;
  return { verdict: "fail", message, evidence: redactExchange(outcome.exchange) };
}
