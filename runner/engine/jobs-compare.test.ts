import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { TercetError } from "../../contracts/index.ts";
import { faults, type ReservationTarget } from "../../suites/index.ts";
import { type ComparedFault, compareJobs } from "./jobs-compare.ts";

const absent: ReservationTarget = {
  name: "absent",
  description: "an engine that is not installed",
  promise: { text: "once", source: "https://example.com/" },
  databases: ["postgres"],
  mutants: {},
  version: undefined,
  prepare: () => Promise.reject(new TercetError("surroundings", "Install absent.")),
  command: () => ({ program: process.execPath, args: [], env: {} }),
};

function compare(signal: AbortSignal) {
  const told: ComparedFault[] = [];
  const directory = tmpdir();
  const comparison = compareJobs({
    ...{ targets: [absent], faults: faults.slice(0, 2), seed: 1, runs: 1, version: "0.0.0", signal },
    ...{ state: directory, directory, told: (result) => void told.push(result) },
  });
  return comparison.then((compared) => ({ ...compared, told }));
}

test("a target that cannot be started is skipped under each fault, with the reason, and told", async () => {
  const { targets, results, told } = await compare(new AbortController().signal);
  expect(targets).toMatchObject([{ name: "absent", database: "postgres", promise: absent.promise }]);
  expect(targets[0]).not.toHaveProperty("version");
  expect(told).toMatchObject([{ target: "absent", fault: "every fault", skipped: "Install absent" }]);
  expect(results).toEqual(
    faults.slice(0, 2).map(({ name }) => ({
      ...{ target: "absent", fault: name, runs: 0, properties: [], skipped: "Install absent" },
      replay: `tercet jobs verify absent --database postgres --fault ${name} --seed 1`,
    })),
  );
});

test("after an interruption nothing more is begun", async () => {
  const { targets, results } = await compare(AbortSignal.abort());
  expect({ targets, results }).toEqual({ targets: [], results: [] });
});
