import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { TercetError } from "../../../contracts/index.ts";
import { type Fault, faults, type ReservationTarget, reservationTargets } from "../../../suites/index.ts";
import { loadConfig } from "../../config/load.ts";
import { type ComparedFault, compareJobs } from "../../engine/jobs-compare.ts";
import { comparisonTable } from "../../engine/jobs-compare-table.ts";
import type { CliContext } from "../context.ts";
import { addFault, named, names } from "../named.ts";
import { positive, type RunOptionValues, runOptions, seedOf } from "../options.ts";

interface CompareOptions extends Pick<RunOptionValues, "seed" | "json"> {
  readonly fault?: readonly Fault[];
  readonly runs: number;
  readonly write?: string;
}

const markers = ["<!-- jobs:compare -->", "<!-- /jobs:compare -->"] as const;

/** Adds `tercet jobs compare`: what public job engines, and the reference protocol, keep under the same faults. */
export function addJobsCompare(jobs: Command, context: CliContext, finish: (exitCode: number) => void): void {
  jobs
    .command("compare")
    .description("verify several targets under the same faults, and set what was found side by side")
    .argument("[target...]", `${names(reservationTargets)} (default: the sql reference and every engine)`, addTarget)
    .option("--fault <name>", `${names(faults)}, or all; may be repeated (default: all)`, addFault)
    .option("--runs <n>", "how often each fault is run, with the same seed: is a violation seen again?", positive, 1)
    .addOption(runOptions.seed())
    .option("--write <file>", `put the tables into a Markdown file, between ${markers.join(" and ")}`)
    .option("--json", "print the comparison as JSON on standard output")
    .addHelpText(
      "after",
      "\nA property that a target violates is a finding about it: the exit code is 0 where everything was run or skipped\nwith a reason, and 3 where a run came to no end.",
    )
    .action(async (targets: readonly ReservationTarget[], options: CompareOptions) =>
      finish(await compare(targets.length === 0 ? compared : targets, options, context)),
    );
}

/** Those that have a promise of their own to be held to, and what they could do. */
const compared = reservationTargets.filter(({ name, promise }) => name === "sql" || promise !== undefined);

async function compare(
  targets: readonly ReservationTarget[],
  options: CompareOptions,
  context: CliContext,
): Promise<number> {
  const { stdout, stderr, cwd, signal, version } = context;
  const file = options.write === undefined ? undefined : resolve(cwd, options.write);
  // A file that cannot be written to is told before anything runs.
  if (file !== undefined) await replaceTables(file, undefined);
  const { state } = await loadConfig(cwd);
  const comparison = await compareJobs({
    ...{ targets, state, directory: cwd, version, signal },
    faults: options.fault ?? faults,
    seed: seedOf(options),
    runs: options.runs,
    told: (result) => void stderr.write(`${lineOf(result)}\n`),
  });
  const tables = comparisonTable(comparison);
  if (file !== undefined) await replaceTables(file, tables);
  stdout.write(options.json === true ? `${JSON.stringify(comparison, null, 2)}\n` : `${tables}\n`);
  return signal.aborted || comparison.results.some(({ inconclusive }) => inconclusive !== undefined) ? 3 : 0;
}

function lineOf({ target, fault, properties, skipped, inconclusive }: ComparedFault): string {
  const violated = properties.filter((one) => one.violated > 0).map(({ property }) => property);
  const held = properties.filter((one) => one.violated === 0 && one.exercised > 0).length;
  const seen = violated.length === 0 ? `holds ${held} properties` : `violates ${violated.join(", ")}; holds ${held}`;
  const parts = [
    ...(properties.length === 0 ? [] : [seen]),
    ...(skipped === undefined ? [] : [`skipped: ${skipped}`]),
    ...(inconclusive === undefined ? [] : [`came to no end: ${inconclusive}`]),
  ];
  return `${target} under ${fault}: ${parts.join("; ")}`;
}

/** Puts the tables between the markers of the file; undefined: only looks whether it has them. */
async function replaceTables(file: string, tables: string | undefined): Promise<void> {
  const text = await readFile(file, "utf8");
  const [begin, end] = [text.indexOf(markers[0]), text.indexOf(markers[1])];
  if (begin < 0 || end < begin) {
    throw new TercetError(
      "usage",
      `${file} has not the lines ${markers.join(" and ")}: add them where the tables belong.`,
    );
  }
  if (tables === undefined) return;
  await writeFile(file, `${text.slice(0, begin + markers[0].length)}\n\n${tables}\n\n${text.slice(end)}`);
}

function addTarget(name: string, all: readonly ReservationTarget[] = []): readonly ReservationTarget[] {
  return [...all, named(reservationTargets, name)];
}
