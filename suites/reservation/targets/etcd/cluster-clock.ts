/** The time of the cluster's nodes, as their answers tell it. */
export interface ClusterClock {
  /** Takes note of an answer that just came: `date` is its node's time, cut to whole seconds. */
  learn(endpoint: string, date: string | undefined): void;
  /** In milliseconds since the epoch. Throws where no node has told its time. */
  now(): number;
}

/**
 * A clock that is not the worker's, which may be wrong: of all nodes' times the middle one. A node cuts its time to whole
 * seconds, so its clock is at least what an answer says, and the answer that says most is the nearest (Cristian's
 * algorithm, one-sided): after a second of answers it is right to the time between two of them.
 */
export function createClusterClock(): ClusterClock {
  /** By endpoint: how far the node is ahead of this process's monotonic clock, at least; in milliseconds. */
  const ahead = new Map<string, number>();
  return {
    learn(endpoint, date) {
      const told = Date.parse(date ?? "") - performance.now();
      if (!Number.isNaN(told)) ahead.set(endpoint, Math.max(told, ahead.get(endpoint) ?? told));
    },
    now() {
      const sorted = [...ahead.values()].toSorted((a, b) => a - b);
      const middle = sorted[(sorted.length - 1) >> 1];
      if (middle === undefined) throw new Error("no node of etcd told its time");
      return performance.now() + middle;
    },
  };
}
