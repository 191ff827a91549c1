import { referenceTarget } from "../reference/target.ts";
import { mutants } from "./mutants/index.ts";

/** The reference protocol on Redis. */
export const redis = referenceTarget(import.meta.url, {
  name: "redis",
  description: "the reference protocol in Lua scripts on Redis, as far as a server without a majority can go",
  databases: ["redis"],
  limits: [
    {
      properties: ["cleaner-accuracy", "no-lost-run"],
      faults: ["failover"],
      because:
        "a standby that takes over has not heard of the newest reservations: it gives a job to another worker while its owner is alive, and may pass over what that one had in hand",
    },
  ],
  mutants,
});
