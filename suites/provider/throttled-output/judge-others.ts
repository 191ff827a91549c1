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

/** Operations that ask nothing of the dependency answer as ever while others wait for it, at every instance. */
export async function judgeOthers(subject: Subject): Promise<void> {
  const { reach, name } = subject;
  const selected = reach.others.filter(({ call }) => subject.selects("others", call.operation.id));
  await forEachConcurrently(selected, selected.length, async (other) => {
    const { id } = other.call.operation;
    let failure: WayFinding | undefined;
    for (const instance of reach.instances) failure ??= await judgeOther(subject, other, instance);
    const message = `${id}, which asks nothing of ${name}, answers as ever while that does not answer.`;
    subject.report("others", failure ?? { verdict: "pass", message }, id);
  });
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
