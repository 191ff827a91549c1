import { type HttpOptions, httpTransport } from "./http.ts";
import { type RetryOptions, retrying } from "./retry.ts";
import { throttling } from "./throttle.ts";
import type { Transport } from "./transport.ts";

/** How a service is reached, how long a call may take, and how fast requests are sent. */
export interface ConnectOptions extends HttpOptions, Partial<Pick<RetryOptions, "attemptMilliseconds">> {
  /** For a call with all its repetitions, where the caller gives no shorter one. Default: 10 000. */
  readonly deadlineMilliseconds?: number;
  /** What this program may send to the service, repetitions included; absent: no bound. */
  readonly requestsPerSecond?: number;
}

/**
 * The transport that most programs want: over HTTP, each call within a deadline, repeated where that is safe, and kept
 * below the agreed rate. One for a service: clients that share it share the rate.
 */
export function connect(options: ConnectOptions): Transport {
  const { deadlineMilliseconds = 10_000, attemptMilliseconds, requestsPerSecond } = options;
  const http = httpTransport(options);
  const throttled = requestsPerSecond === undefined ? http : throttling(http, { requestsPerSecond });
  return retrying(throttled, {
    deadlineMilliseconds,
    ...(attemptMilliseconds === undefined ? {} : { attemptMilliseconds }),
  });
}
