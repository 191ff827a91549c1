import { maxConnections } from "../capabilities.ts";

/** How a throw-away MariaDB runs, in a container or not. */
export const settings = [
  // Written at each commit and flushed later: what was committed survives a crash of the server, since the pages stay with
  // the system. Only a power cut would lose it.
  "--innodb-flush-log-at-trx-commit=2",
  "--innodb-log-file-size=8M",
  "--skip-log-bin",
  `--max-connections=${maxConnections}`,
  "--performance-schema=OFF",
];
