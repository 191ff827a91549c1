import type { Disturbance } from "./disturbance.ts";

/** The store is frozen for longer than the time to live: connections stay open, and nobody answers. */
export const storePaused: Disturbance = {
  name: "store-paused",
  title: "the store paused at each point for longer than the time to live",
  exercises: ["single-effective-runner", "token-monotone"],
  needs: ["store"],
  isFor: () => true,
  async begin({ store }) {
    await store.pause();
    return () => store.resume();
  },
  last: ({ wait, timing }) => wait(timing.timeToLiveSeconds * 1_200),
};

/** The store ends as by a crash, and is started on its data again. */
export const storeRestarted: Disturbance = {
  name: "store-restarted",
  title: "the store crashed and started again at each point",
  exercises: ["single-effective-runner", "token-monotone"],
  needs: ["store"],
  isFor: () => true,
  async begin({ store }) {
    await store.restart();
    return async () => {};
  },
  last: async () => {},
};

/** Nothing more can be written, for longer than the time to live. */
export const diskFull: Disturbance = {
  name: "disk-full",
  title: "the store's disk full at each point for longer than the time to live",
  exercises: ["single-effective-runner", "token-monotone"],
  needs: ["small-disk"],
  isFor: ({ side, operation }) => side === "before" && operation !== "heartbeat",
  async begin({ store }) {
    await store.fillDisk();
    return () => store.freeDisk();
  },
  last: ({ wait, timing }) => wait(timing.timeToLiveSeconds * 1_200),
};
