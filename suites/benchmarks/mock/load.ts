import { z } from "zod";
import { peerProgram, runToEnd } from "../child.ts";

const connections = 50;
const result = z.object({ requests: z.object({ average: z.number() }), non2xx: z.number(), errors: z.number() });

/**
 * Requests per second that a server answers over 50 kept connections. The load comes from autocannon in a process of its
 * own, on the same machine. Throws where an answer was an error: errors are answered fast.
 */
export async function requestsPerSecond(url: string, seconds: number): Promise<number> {
  const args = ["--json", "--no-progress", "--connections", String(connections), "--duration", String(seconds), url];
  const { output, errors, exitCode } = await runToEnd(peerProgram("autocannon/autocannon.js"), args);
  if (exitCode !== 0) throw new Error(`autocannon ended with ${exitCode}: ${errors.slice(-500)}`);
  const { requests, non2xx, errors: failed } = result.parse(JSON.parse(output));
  if (non2xx + failed > 0)
    throw new Error(`${url} answered ${non2xx} requests with an error, and ${failed} not at all.`);
  return requests.average;
}
