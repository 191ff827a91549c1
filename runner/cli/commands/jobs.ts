import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { TercetError } from "../../../contracts/index.ts";
import { type DatabaseName, startDatabase } from "../../../docker/index.ts";
import {
  type Fault,
  faults,
  judgeHistoryFile,
  type ReservationTarget,
  reservationTargets,
} from "../../../suites/index.ts";
import { reportHistory, verifyJobs } from "../../engine/jobs.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { type RunOptionValues, runOptions } from "../options.ts";
import { withRun } from "../with-run.ts";

interface VerifyOptions extends RunOptionValues {
  readonly database: DatabaseName;
  readonly fault?: readonly Fault[];
  readonly mutant?: string;
}

/** `tercet jobs verify` and `tercet jobs check`: do jobs have a single effective runner, and survive failures? */
export const registerJobs: RegisterCommand = (program, context, finish) => {
  const jobs = program.command("jobs").description("verify the reservation of jobs under steered faults");
  registerVerify(jobs, context, finish);
  registerCheck(jobs, context, finish);
};

function registerVerify(jobs: Command, context: CliContext, finish: (exitCode: number) => void): void {
  jobs
    .command("verify")
    .description("run workers as processes against a real database, disturb them, and judge what they did")
    .argument("<target>", `what runs the jobs: ${names(reservationTargets)}`, targetNamed)
    .addOption(new Option("--database <name>", "where reservations are kept").choices(["postgres"]).default("postgres"))
    .option("--fault <name>", `${names(faults)}; may be repeated (default: all)`, addFault)
    .option("--mutant <name>", "a variation that is wrong on purpose, to see it caught")
    .addOption(runOptions.seed())
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (target: ReservationTarget, options: VerifyOptions) => {
      const { mutant } = options;
      if (mutant !== undefined && !Object.hasOwn(target.mutants, mutant)) {
        throw new TercetError(
          "usage",
          `${target.name} has no mutant ${mutant}: choose ${Object.keys(target.mutants).join(", ")}.`,
        );
      }
      const { signal } = context;
      const command = `jobs verify ${target.name} --database ${options.database}`;
      const code = await withRun(context, options, command, async ({ run, config }) => {
        run.progress(`starting ${options.database}`);
        const database = await startDatabase(options.database, { how: "any", signal });
        try {
          await verifyJobs(run, {
            target,
            ...(mutant === undefined ? {} : { mutant }),
            faults: options.fault ?? faults,
            database,
            state: config.state,
            directory: context.cwd,
            signal,
          });
        } finally {
          await database.stop();
        }
      });
      finish(code);
    });
}

function registerCheck(jobs: Command, context: CliContext, finish: (exitCode: number) => void): void {
  jobs
    .command("check")
    .description("judge a recorded history")
    .argument("<history>", "an NDJSON file; suites/reservation/README.md describes the format")
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (file: string, options: RunOptionValues) => {
      const judged = await judgeHistoryFile(resolve(context.cwd, file), file);
      const code = await withRun(context, { ...options, seed: 0 }, `jobs check ${file}`, async ({ run }) => {
        await reportHistory(run, judged, file);
      });
      finish(code);
    });
}

function targetNamed(name: string): ReservationTarget {
  return named(reservationTargets, name);
}

function addFault(name: string, all: readonly Fault[] = []): readonly Fault[] {
  return [...all, named(faults, name)];
}

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((candidate) => candidate.name === name);
  if (found === undefined) throw new InvalidArgumentError(`Allowed choices are ${names(all)}.`);
  return found;
}

function names(all: readonly { readonly name: string }[]): string {
  return all.map(({ name }) => name).join(", ");
}
