import { setTimeout as sleep } from "node:timers/promises";

/** Takes care that requests are not sent too often. */
export interface Turns {
  /** Waits for a turn; returns what ends it. Undefined: there is none in time. */
  take(): Promise<(() => void) | undefined>;
}

/** How long a turn is waited for. */
const patienceMilliseconds = 400;
const pollMilliseconds = 5;

/** A turn is free again one second after the request in it was answered: in no second more arrive, however long they take. */
export function createTurns(requestsPerSecond: number): Turns {
  let open = 0;
  const resting: number[] = [];
  return waitingFor(() => {
    const now = performance.now();
    while (resting[0] !== undefined && resting[0] <= now - 1000) resting.shift();
    if (open + resting.length >= requestsPerSecond) return undefined;
    open++;
    return () => {
      open--;
      resting.push(performance.now());
    };
  });
}

/** Asks again and again for a turn, as long as there is patience. */
export function waitingFor(attempt: () => (() => void) | undefined): Turns {
  return {
    async take() {
      for (const until = performance.now() + patienceMilliseconds; ; await sleep(pollMilliseconds)) {
        const leave = attempt();
        if (leave !== undefined || performance.now() >= until) return leave;
      }
    },
  };
}
