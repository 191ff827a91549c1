import { TercetError } from "../errors.ts";
import type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

/** What a caller may say of one call, beside its business objects. */
export interface CallOptions {
  /** Ends the call: it is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** For the whole call, its repetitions and pauses included. */
  readonly deadlineMilliseconds?: number;
  /**
   * Repeats a call whose outcome was not learned, as after a restart: the service answers as it did the first time. Without
   * it every call has its own key.
   */
  readonly idempotencyKey?: string;
}

/**
 * Sends a request, and waits no longer than its deadline and its signal say, whatever the transport does. Throws
 * `TercetError` (`surroundings`) when the time is over, and the signal's reason when that ended the call.
 */
export async function sendWithin(transport: Transport, request: ClientRequest): Promise<ClientAnswer> {
  const { signal, deadlineMilliseconds } = request;
  if (signal === undefined && deadlineMilliseconds === undefined) return transport(request);
  signal?.throwIfAborted();
  const time = new AbortController();
  const timer =
    deadlineMilliseconds === undefined
      ? undefined
      : setTimeout(() => time.abort(deadlinePassed(request, deadlineMilliseconds)), deadlineMilliseconds);
  const either = signal === undefined ? time.signal : AbortSignal.any([signal, time.signal]);
  const ended = Promise.withResolvers<never>();
  const end = () => ended.reject(either.reason);
  either.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([transport({ ...request, signal: either }), ended.promise]);
  } catch (error) {
    // A transport that gave up because of the signal says so in its own words.
    if (either.aborted) throw either.reason;
    throw error;
  } finally {
    clearTimeout(timer);
    either.removeEventListener("abort", end);
  }
}

/** The error for a call that took too long. */
export function deadlinePassed({ service, operation }: ClientRequest, milliseconds: number): TercetError {
  return new TercetError(
    "surroundings",
    `${service} did not answer ${operation} within ${Math.round(milliseconds)} ms.`,
  );
}
