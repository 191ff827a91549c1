import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fillLedger, largeSize } from "../../../runner/broker/testing/large-ledger.ts";
import { askGate, openFactStore } from "../../../runner/index.ts";
import { runToEnd, tercetProgram } from "../child.ts";
import { cells, count, duration } from "../figures.ts";
import type { Part, PartResult } from "../part.ts";
import { measureInTurn } from "../samples.ts";

/** A version of which everything is known, so that the whole answer has to be worked out. */
const subject = { service: "service-042", version: "1.9.0" };
const environment = "production";

/** The gate over a ledger of files as large as a team's after years. Peers are services in containers, so there is none. */
export const gatePart: Part = {
  name: "gate",
  title: "Asking the gate",
  async run({ progress }) {
    const folder = await mkdtemp(join(tmpdir(), "tercet-bench-"));
    try {
      progress("gate: the ledger is written");
      const store = await openFactStore(folder, folder);
      await fillLedger(store, largeSize);
      await store.close();
      progress("gate: the gate is asked");
      return await measure(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string): Promise<PartResult> {
  const names = ["`tercet gate`, whole process", "`askGate`", "for comparison: Node.js starts, and ends"];
  const samples = await measureInTurn(
    [
      { name: "process", measure: () => askByCommand(folder) },
      { name: "function", measure: () => askByFunction(folder) },
      { name: "nothing", measure: async () => (await runToEnd("--version", [])).milliseconds },
    ],
    { warmUps: 1, repetitions: 5, budgetMilliseconds: 60_000 },
  );
  const { services, versionsOfEach, results } = largeSize;
  return {
    tables: [
      {
        columns: ["asked by", "min", "median", "max"],
        rows: names.map((name, index) => [name, ...(samples[index] ? cells(samples[index], duration) : [])]),
      },
    ],
    notes: [
      `A ledger in files of ${services} services, ${count(services * versionsOfEach)} versions and ${count(results)} results (goal: below 1 s).`,
    ],
  };
}

async function askByCommand(folder: string): Promise<number> {
  const asked = `${subject.service}@${subject.version}`;
  const { exitCode, milliseconds, errors, output } = await runToEnd(tercetProgram, [
    ...["gate", asked, "--to", environment, "--store", folder],
  ]);
  if (exitCode !== 0) throw new Error(`tercet gate ended with ${exitCode}: ${(errors + output).slice(-500)}`);
  return milliseconds;
}

/** Opens the ledger anew, so that nothing is remembered from the last time. */
async function askByFunction(folder: string): Promise<number> {
  const started = performance.now();
  const store = await openFactStore(folder, folder);
  const { verdict } = await askGate(
    store,
    { ...subject, environment },
    { policy: "verified-contract", configured: [] },
  );
  await store.close();
  if (verdict !== "deployable") throw new Error(`the gate answered ${verdict} for a ledger where everything works`);
  return performance.now() - started;
}
