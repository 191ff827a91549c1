import { expect, test } from "vitest";
import type { JobComparison } from "./jobs-compare.ts";
import { comparisonTable } from "./jobs-compare-table.ts";

const seen = { exercised: 0, violated: 0, violatedRuns: 0, story: [] };
const result = (target: string, fault: string) => ({ target, fault, runs: 2, properties: [], replay: "" });

const comparison: JobComparison = {
  seed: 7,
  targets: [
    { name: "sql", description: "the reference", database: "postgres" },
    {
      ...{ name: "engine", description: "an engine", database: "postgres", version: "1.2.3" },
      promise: { text: "once | or more", source: "https://example.com/" },
    },
  ],
  faults: [
    { name: "kill", title: "a worker killed" },
    { name: "failover", title: "a standby promoted" },
  ],
  results: [
    {
      ...result("sql", "kill"),
      properties: [
        { ...seen, property: "progress", exercised: 5 },
        { ...seen, property: "token-monotone", exercised: 9 },
        { ...seen, property: "clock-tolerance" },
      ],
    },
    {
      ...result("engine", "kill"),
      properties: [
        { ...seen, property: "progress", exercised: 5, violated: 3, violatedRuns: 2 },
        { ...seen, property: "token-monotone" },
        { ...seen, property: "clock-tolerance" },
      ],
    },
    { ...result("sql", "failover"), inconclusive: "w1 ended with 3" },
    { ...result("engine", "failover"), skipped: "there is no standby here" },
  ],
};

test("tells promises, then verdicts by property and target, and every reason why there is none", () => {
  expect(comparisonTable(comparison)).toBe(`| target | version | on | promises |
|---|---|---|---|
| \`sql\` |  | postgres | the reference |
| \`engine\` | 1.2.3 | postgres | once \\| or more ([source](https://example.com/)) |

**kill**: a worker killed

| property | \`sql\` | \`engine\` |
|---|---|---|
| \`progress\` | held 5 | **violated** 3 in 5 (2 of 2 runs) |
| \`token-monotone\` | held 9 | – |

**failover**: a standby promoted

- \`sql\` came to no end: w1 ended with 3.
- \`engine\` was skipped: there is no standby here.

Seed 7. A property that held, or was violated, so many times, in so many tests; –: nothing put it to the test.`);
});
