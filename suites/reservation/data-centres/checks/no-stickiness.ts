import { breach, createTally, type Result } from "../../history/judgement.ts";
import type { Seen } from "../seen.ts";

/** Of fewer requests, nothing can be said. */
const fewestRequests = 9;
const leastShare = 0.05;

/**
 * Each worker sends its operations to the nodes of both data centres, wherever it runs itself. One that keeps to a single node
 * is only ever told what that one believes, and the cuts would prove nothing of the protocol.
 *
 * It is exercised by each worker that has sent enough requests before the cut.
 */
export function noStickiness(seen: Seen): Result {
  const tally = createTally();
  let leastShareOfASide = 1;
  for (const [worker, requests] of seen.requests) {
    const all = Object.values(requests).reduce((sum, count) => sum + count, 0);
    if (all < fewestRequests) continue;
    tally.exercised += 1;
    const { dc1 = 0, dc2 = 0 } = requests;
    const share = Math.min(dc1, dc2) / all;
    leastShareOfASide = Math.min(leastShareOfASide, share);
    if (share >= leastShare) continue;
    breach(tally, [], () => `${worker} sent ${dc1} of its ${all} requests to dc1 and ${dc2} to dc2`);
  }
  return { ...tally, measurements: { leastShareOfASide } };
}
