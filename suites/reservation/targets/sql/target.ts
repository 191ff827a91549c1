import { referenceTarget } from "../reference/target.ts";
import type { ReservationTarget } from "../target.ts";
import { auditHistory } from "./audit/audit.ts";
import { mutants } from "./mutants/index.ts";

/** The reference protocol in SQL. */
export const sql: ReservationTarget = {
  ...referenceTarget(import.meta.url, {
    name: "sql",
    description: "the reference protocol in SQL, as the shop's orders service ships it",
    databases: ["postgres", "mariadb"],
    mutants,
    limits: [
      {
        properties: [
          "single-effective-runner",
          "token-monotone",
          "milestone-owned",
          "no-zombie-write",
          "cleaner-accuracy",
        ],
        faults: ["failover"],
        because: "an asynchronous standby may not have the last commits, and so gives a token that was given before",
      },
    ],
  }),
  audit: auditHistory,
};
