import type { Contract } from "../../contracts/index.ts";
import type { Check } from "../kit/check.ts";
import type { Target } from "../kit/target.ts";
import { judgeDatabase, ways } from "./throttled-database/judge.ts";

const guarantee = "throttled-database";

/** A service uses as many connections to its database as it declared, whatever is asked of it. */
export const throttledDatabase: Check = {
  guarantee,
  statement: "Database access is throttled.",
  rationale:
    "A database serves so many connections and no more: a service that opens one for each request takes them from all others, and a rush on one becomes an outage of all.",
  standard: {
    title: "PostgreSQL, monitoring statistics: pg_stat_activity; MariaDB, information_schema.PROCESSLIST",
    url: "https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW",
  },
  severity: "serious",
  appliesWhen: "the contract declares `x-tercet.database.maxConnections`",
  needs: ["a token source", "the service's database"],
  maxSeconds: 120,
  mend: "Use one pool in each instance, its size the declared figure divided by the number of instances; bound how long a request waits for a connection, answer 503 with Retry-After when that is over, and give every connection back in a finally block.",
  safeInProduction: false,
  ways: () => ways,
  subjects: ({ service }: Contract) => [service],
  inapplicable({ extension }: Contract, target: Target) {
    if (extension.database === undefined) {
      return "the contract declares no connections to a database (x-tercet.database.maxConnections)";
    }
    if (target.database !== undefined) return undefined;
    return "not exercised: the harness is not told how to look at the service's database; give database.url of the service in the environment, or --database URL";
  },
  run: judgeDatabase,
};
