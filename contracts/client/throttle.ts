import { TercetError } from "../errors.ts";
import type { ClientRequest, Transport } from "./transport.ts";

/** How fast requests are sent. */
export interface ThrottleOptions {
  /** In no second more requests are sent; a whole number. */
  readonly requestsPerSecond: number;
  /** How many may wait at once. Default: as many as are sent in a second. */
  readonly maximumWaiting?: number;
  /** The longest wait where the caller gives no shorter deadline. Default: 10 000. */
  readonly maximumWaitMilliseconds?: number;
}

const windowMilliseconds = 1000;

/** `ErrorPlace.rule` of what is refused because the rate is used up: nothing was sent, and repeating it would not help. */
export const outputRate = "output-rate";

/**
 * Keeps the rate that was agreed with a service: there are as many places as requests in a second, and a place is taken
 * again one second after the request in it was answered. So however long requests are under way, in no second more arrive,
 * and never are more open. The others wait in their order.
 *
 * A request that would have to wait beyond its deadline, or behind too many others, is refused at once: throws
 * `TercetError` (`surroundings`) that says so.
 */
export function throttling(transport: Transport, options: ThrottleOptions): Transport {
  const { requestsPerSecond, maximumWaiting = requestsPerSecond, maximumWaitMilliseconds = 10_000 } = options;
  if (!Number.isInteger(requestsPerSecond) || requestsPerSecond < 1) {
    throw new TypeError(`requestsPerSecond must be a whole number from 1 on, not ${requestsPerSecond}`);
  }
  let underWay = 0;
  /** When each place that was given back is free again, the earliest first; in milliseconds of `performance.now()`. */
  const resting: number[] = [];
  const queue: { readonly enter: () => void }[] = [];

  /** At the earliest, when nothing that is under way takes any time. */
  function leastWait(): number {
    const places = [...resting, ...Array.from({ length: underWay }, () => performance.now() + windowMilliseconds)];
    const free = requestsPerSecond - places.length;
    const before = queue.length - free;
    if (before < 0) return 0;
    const rounds = Math.floor(before / requestsPerSecond);
    return (places[before % requestsPerSecond] as number) - performance.now() + rounds * windowMilliseconds;
  }

  function takePlace(request: ClientRequest): Promise<void> | undefined {
    if (queue.length === 0 && underWay + resting.length < requestsPerSecond) {
      underWay++;
      return undefined;
    }
    const patience = Math.min(maximumWaitMilliseconds, request.deadlineMilliseconds ?? Number.POSITIVE_INFINITY);
    const wait = leastWait();
    if (queue.length >= maximumWaiting || wait >= patience) throw usedUp(request, requestsPerSecond, wait, patience);
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        clearTimeout(timer);
        request.signal?.removeEventListener("abort", abort);
        const index = queue.indexOf(place);
        if (index >= 0) queue.splice(index, 1);
        reject(error);
      };
      const abort = () => leave(request.signal?.reason);
      const timer = setTimeout(() => leave(usedUp(request, requestsPerSecond, patience, patience)), patience);
      request.signal?.addEventListener("abort", abort, { once: true });
      const place = {
        enter: () => {
          clearTimeout(timer);
          request.signal?.removeEventListener("abort", abort);
          underWay++;
          resolve();
        },
      };
      queue.push(place);
    });
  }

  function givePlace(): void {
    underWay--;
    resting.push(performance.now() + windowMilliseconds);
    const timer = setTimeout(() => {
      resting.shift();
      queue.shift()?.enter();
    }, windowMilliseconds);
    // A place that rests holds no process open; one that somebody waits for is held by that one's own timer.
    if (typeof timer === "object") timer.unref();
  }

  return async (request) => {
    request.signal?.throwIfAborted();
    const startedAt = performance.now();
    await takePlace(request);
    const { deadlineMilliseconds } = request;
    const left =
      deadlineMilliseconds === undefined
        ? {}
        : { deadlineMilliseconds: deadlineMilliseconds - (performance.now() - startedAt) };
    try {
      return await transport({ ...request, ...left });
    } finally {
      givePlace();
    }
  };
}

function usedUp({ service, operation }: ClientRequest, rate: number, wait: number, patience: number): TercetError {
  return new TercetError(
    "surroundings",
    wait >= patience
      ? `The rate of ${rate} requests/s to ${service} is used up: ${operation} would have to wait ${Math.round(wait)} ms, and has ${Math.round(patience)} ms.`
      : `The rate of ${rate} requests/s to ${service} is used up, and too many requests wait before ${operation}.`,
    { place: { rule: outputRate } },
  );
}
