/** Whose turn it is among the nodes of a cluster. */
export interface Turns {
  /** The next node; one that was silent a moment ago is passed over while another one is left. */
  next(): string;
  /** Notes that a node gave no answer. */
  silent(endpoint: string): void;
}

/**
 * Takes nodes in turn. A worker that does the same few operations again and again would otherwise come to a node out of reach
 * with the same one of them each time, and never have it done.
 */
export function createTurns(endpoints: readonly string[], passedOverMilliseconds: number): Turns {
  const silentSince = new Map<string, number>();
  let turn = 0;
  const next = () => endpoints[turn++ % endpoints.length] ?? "";
  return {
    next() {
      const now = performance.now();
      for (let passed = 0; passed < endpoints.length; passed++) {
        const endpoint = next();
        if (now - (silentSince.get(endpoint) ?? Number.NEGATIVE_INFINITY) >= passedOverMilliseconds) return endpoint;
      }
      return next();
    },
    silent: (endpoint) => void silentSince.set(endpoint, performance.now()),
  };
}
