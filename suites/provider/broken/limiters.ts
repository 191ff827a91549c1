/** What a limiter says to a request. */
export interface Decision {
  readonly isAllowed: boolean;
  /** Requests that are left now. */
  readonly remaining: number;
  /** Milliseconds until one more is granted, or until all are. */
  readonly resetMilliseconds: number;
}

/** Decides on a client's request at a time, in milliseconds. */
export type Limiter = (client: string, now: number) => Decision;

/** The usual ways to keep a limit of so many requests in a window; each grants the whole limit to a client that has rested. */
export const limiters: Readonly<Record<string, (requests: number, windowMilliseconds: number) => Limiter>> = {
  /** Windows that begin at fixed times of the clock. */
  "fixed window": (requests, window) => {
    const counts = new Map<string, { begin: number; count: number }>();
    return (client, now) => {
      const begin = Math.floor(now / window) * window;
      const entry = counts.get(client);
      const count = entry?.begin === begin ? entry.count : 0;
      if (count < requests) counts.set(client, { begin, count: count + 1 });
      const isAllowed = count < requests;
      return { isAllowed, remaining: Math.max(0, requests - count - 1), resetMilliseconds: begin + window - now };
    };
  },

  /** Windows that begin with a client's first request. */
  "window of its own": (requests, window) => {
    const counts = new Map<string, { begin: number; count: number }>();
    return (client, now) => {
      const known = counts.get(client);
      const entry = known !== undefined && known.begin + window > now ? known : { begin: now, count: 0 };
      counts.set(client, entry);
      entry.count++;
      const remaining = Math.max(0, requests - entry.count);
      return { isAllowed: entry.count <= requests, remaining, resetMilliseconds: entry.begin + window - now };
    };
  },

  /** Every request of the last window is remembered. */
  "sliding log": (requests, window) => {
    const logs = new Map<string, number[]>();
    return (client, now) => {
      const log = (logs.get(client) ?? []).filter((time) => time > now - window);
      const isAllowed = log.length < requests;
      if (isAllowed) log.push(now);
      logs.set(client, log);
      return { isAllowed, remaining: requests - log.length, resetMilliseconds: (log[0] ?? now) + window - now };
    };
  },

  /** The window before is weighed by how much of it lies within the last window's time. */
  "sliding counter": (requests, window) => {
    const counts = new Map<string, Map<number, number>>();
    return (client, now) => {
      const index = Math.floor(now / window);
      const own = counts.get(client) ?? new Map<number, number>();
      counts.set(client, own);
      const weight = 1 - (now - index * window) / window;
      const used = (own.get(index - 1) ?? 0) * weight + (own.get(index) ?? 0);
      const isAllowed = used + 1 <= requests;
      if (isAllowed) own.set(index, (own.get(index) ?? 0) + 1);
      const remaining = Math.max(0, Math.floor(requests - used - 1));
      return { isAllowed, remaining, resetMilliseconds: (index + 1) * window - now };
    };
  },

  /** A bucket that holds the whole limit, and is filled evenly. */
  "token bucket": (requests, window) => {
    const buckets = new Map<string, { tokens: number; at: number }>();
    return (client, now) => {
      const { tokens, at } = buckets.get(client) ?? { tokens: requests, at: now };
      const filled = Math.min(requests, tokens + ((now - at) * requests) / window);
      const isAllowed = filled >= 1;
      const left = isAllowed ? filled - 1 : filled;
      buckets.set(client, { tokens: left, at: now });
      return { isAllowed, remaining: Math.floor(left), resetMilliseconds: (Math.max(0, 1 - left) * window) / requests };
    };
  },
};
