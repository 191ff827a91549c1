import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReservationTarget } from "../target.ts";
import { auditOf } from "./audit/read.ts";
import { mutants } from "./mutants/index.ts";

const workerPath = fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url));

/** The reference protocol in SQL. */
export const sql: ReservationTarget = {
  name: "sql",
  description: "the reference protocol in SQL, as the shop's orders service ships it",
  databases: ["postgres", "mariadb"],
  mutants: Object.fromEntries(Object.entries(mutants).map(([name, { description }]) => [name, description])),
  command: (mutant) => ({
    program: process.execPath,
    args: ["--no-warnings", workerPath],
    env: mutant === undefined ? {} : { TERCET_MUTANT: mutant },
  }),
  audit: auditOf,
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
};
