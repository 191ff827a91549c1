import { redactExchange } from "../../kit/redact.ts";
import type { ReachingCall } from "./reach.ts";
import type { Recovery } from "./recovery.ts";
import type { Subject } from "./subject.ts";

/** A dependency that is back is used again, without anybody's help. */
export function judgeRecovery({ reach, name, report }: Subject, recovery: Recovery): void {
  const [probe] = reach.reaching as readonly [ReachingCall, ...ReachingCall[]];
  const { id } = probe.call.operation;
  if ("milliseconds" in recovery) {
    const message = `${id} answers as before ${Math.round(recovery.milliseconds)} ms after ${name} is back.`;
    report("recovers", { verdict: "pass", message });
    return;
  }
  const { bound, last } = recovery;
  const still = "exchange" in last ? `still answered ${last.exchange.response.status}` : "still gave no answer";
  const message = `${id} must answer as before when ${name} is back, and ${still} ${bound} s after that.`;
  const evidence = "exchange" in last ? { evidence: redactExchange(last.exchange) } : {};
  report("recovers", { verdict: "fail", message, ...evidence });
}
