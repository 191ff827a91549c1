import { type Disturbance, oneMoreRun } from "./disturbance.ts";

/**
 * The primary is lost with what its asynchronous standby had not received yet, and the standby takes its place: an owner, its
 * token, or what it has done may be forgotten.
 */
export const failover: Disturbance = {
  name: "failover",
  title: "the store lost with what was committed after each point, its asynchronous standby promoted",
  exercises: ["token-monotone"],
  needs: ["link", "standby"],
  once: true,
  isFor: ({ name, operation }) => name === "before-reserve" || name === "before-finish" || operation === "effect",
  async begin({ store }) {
    await store.holdReplication();
    return () => store.failOver();
  },
  // A run, of which the standby knows nothing.
  last: oneMoreRun,
};
