/** How often the loop is looked at. */
const beatMilliseconds = 5;

/** Tells since when this process may have been held up, so that nobody else is blamed for it. */
export interface Pulse {
  /**
   * What is read from a socket now cannot have come before this, in milliseconds of `performance.now()`: then the event
   * loop last went round and found nothing.
   */
  lastIdle(): number;
  stop(): void;
}

/** Starts to feel this process's event loop. It holds no process open. */
export function createPulse(): Pulse {
  // After a hold-up timers run before sockets are read (libuv, "The I/O loop"): the beat before the last one is what counts.
  let [earlier, latest] = [performance.now(), performance.now()];
  const timer = setInterval(() => {
    [earlier, latest] = [latest, performance.now()];
  }, beatMilliseconds).unref();
  return { lastIdle: () => earlier, stop: () => clearInterval(timer) };
}
