import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../faults/fault.ts";
import { piecesOf } from "../faults/spoil.ts";
import type { MockAnswer } from "../mock/message.ts";

/** Writes an answer at once; `more` are headers of the transport. */
export function deliver(
  response: ServerResponse,
  { status, headers, body }: MockAnswer,
  more?: readonly string[],
): void {
  response.writeHead(status, (more === undefined ? headers : [...headers, ...more]) as string[]);
  response.end(body);
}

/** Writes an answer as the fault wants: late, in drops, or not at all. Ends early when the client goes away. */
export async function deliverWith(
  fault: Fault,
  response: ServerResponse,
  answer: MockAnswer,
  more?: readonly string[],
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: gone.signal }).catch(() => {});
  if (fault.delay !== undefined) await pause(fault.delay);
  if (gone.signal.aborted) return;
  if (fault.connection === "reset") {
    // A plain `destroy` would end the connection in order.
    const { socket } = response;
    if (socket !== null && "resetAndDestroy" in socket && socket.constructor.name === "Socket")
      socket.resetAndDestroy();
    else socket?.destroy();
    return;
  }
  if (fault.drip === undefined) {
    deliver(response, answer, more);
    return;
  }
  response.writeHead(answer.status, (more === undefined ? answer.headers : [...answer.headers, ...more]) as string[]);
  for (const piece of piecesOf(answer.body)) {
    response.write(piece);
    await pause(fault.drip);
    if (gone.signal.aborted) return;
  }
  response.end();
}
