import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { TercetError } from "../../../contracts/index.ts";
import { assertReachable, type DatabaseName, databaseNames, givenDatabase } from "../../../docker/index.ts";
import {
  type Fault,
  faults,
  judgeHistoryFile,
  type ReservationTarget,
  readHistory,
  reservationTargets,
} from "../../../suites/index.ts";
import { reportHistory, verifyJobs } from "../../engine/jobs.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { addFault, names } from "../named.ts";
import { type RunOptionValues, runOptions } from "../options.ts";
import {
  addProgramOptions,
  type ProgramValues,
  programName,
  readProgram,
  readTarget,
  type VerifiedProgram,
} from "../program-options.ts";
import { shellLine } from "../shell-line.ts";
import { withRun } from "../with-run.ts";
import { addJobsCompare } from "./jobs-compare.ts";
import { addTopologyOptions, type TopologyValues, verifyTopology } from "./jobs-data-centres.ts";

/** Of a longer history, the verdicts and stories are reported, and no timeline. */
const longestShownBytes = 64 * 1024 * 1024;

interface VerifyOptions extends RunOptionValues, ProgramValues, TopologyValues {
  readonly database?: DatabaseName;
  readonly databaseUrl?: string;
  readonly fault?: readonly Fault[];
  readonly at?: string;
  readonly mutant?: string;
}

/** `tercet jobs verify` and `tercet jobs check`: do jobs have a single effective runner, and survive failures? */
export const registerJobs: RegisterCommand = (program, context, finish) => {
  const jobs = program.command("jobs").description("verify the reservation of jobs under steered faults");
  registerVerify(jobs, context, finish);
  registerCheck(jobs, context, finish);
  addJobsCompare(jobs, context, finish);
};

function registerVerify(jobs: Command, context: CliContext, finish: (exitCode: number) => void): void {
  const verify = jobs
    .command("verify")
    .description("run workers against a real database, disturb them, and judge what they did")
    .argument("<target>", `what runs the jobs: ${names(reservationTargets)}, or ${programName}: your own`, targetNamed)
    .argument("[command...]", `of ${programName}: its command line, behind --`)
    .addOption(
      new Option("--database <name>", "where reservations are kept (default: the target's first)").choices(
        databaseNames,
      ),
    )
    .option("--database-url <url>", "a database that you run: it is used, and not disturbed itself")
    .option("--fault <name>", `${names(faults)}, or all; may be repeated (default: all)`, addFault)
    .option(
      "--at <point>",
      "one point of the protocol, such as before-reserve or after-check:send (default: every point)",
    )
    .option("--mutant <name>", "a variation that is wrong on purpose, to see it caught");
  addTopologyOptions(verify);
  addProgramOptions(verify)
    .addOption(runOptions.seed())
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (named: ReservationTarget | typeof programName, words: readonly string[], options: VerifyOptions) => {
      const { target, options: own, operands } = await targetOf(named, words, options, context);
      const { mutant, at } = options;
      if (mutant !== undefined && !Object.hasOwn(target.mutants, mutant)) {
        const choices = Object.keys(target.mutants).join(", ");
        throw new TercetError("usage", `${target.name} has no mutant ${mutant}${choices && `: choose ${choices}`}.`);
      }
      if (options.topology !== undefined || options.cut !== undefined) {
        finish(await verifyTopology(target, options, context));
        return;
      }
      const store = storeOf(target, options);
      if (typeof store.database !== "string") await assertReachable(store.database);
      const where = [...store.words, ...own];
      const commandLine =
        named === programName ? { head: where, tail: operands } : { head: [...operands, ...where], tail: [] };
      const command = shellLine(["jobs", "verify", ...commandLine.head, ...commandLine.tail]);
      const code = await withRun(context, options, command, ({ run, config }) =>
        verifyJobs(run, {
          ...{ target, database: store.database, commandLine },
          ...(mutant === undefined ? {} : { mutant }),
          ...(at === undefined ? {} : { at }),
          faults: options.fault ?? faults,
          state: config.state,
          directory: context.cwd,
          signal: context.signal,
        }),
      );
      finish(code);
    });
}

async function targetOf(
  named: ReservationTarget | typeof programName,
  words: readonly string[],
  options: VerifyOptions,
  context: CliContext,
): Promise<VerifiedProgram> {
  if (named === programName) return readProgram(options, words, context);
  return readTarget(named, options, words);
}

/** The database that the options choose, and the options again, without a password. Throws `TercetError` (`usage`). */
function storeOf(target: ReservationTarget, { database: chosen, databaseUrl }: VerifyOptions) {
  const given = databaseUrl === undefined ? undefined : givenDatabase(databaseUrl);
  if (given !== undefined && chosen !== undefined && chosen !== given.name) {
    throw new TercetError("usage", `--database ${chosen} and a --database-url of ${given.name} do not go together.`);
  }
  const name = given?.name ?? chosen ?? target.databases[0];
  if (name === undefined || !target.databases.includes(name)) {
    throw new TercetError("usage", `${target.name} does not run on ${name}: choose ${target.databases.join(", ")}.`);
  }
  if (given === undefined) return { database: name, words: ["--database", name] };
  return { database: given, words: ["--database-url", withoutPasswords(databaseUrl ?? "")] };
}

function withoutPasswords(urls: string): string {
  return urls.replaceAll(/(:\/\/[^\s/:@,]*):[^\s/@,]*@/g, "$1@");
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
      const path = resolve(context.cwd, file);
      const judged = await judgeHistoryFile(path, file);
      const history = await readHistory(path, longestShownBytes);
      // Nothing is drawn here: the seed is that of the run that left the history.
      const { seed = 0 } = judged.header;
      const code = await withRun(context, { ...options, seed }, `jobs check ${file}`, async ({ run }) => {
        await reportHistory(run, judged, file, history);
      });
      finish(code);
    });
}

function targetNamed(name: string): ReservationTarget | typeof programName {
  if (name === programName) return name;
  const found = reservationTargets.find((target) => target.name === name);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(
    `Allowed choices are ${names(reservationTargets)}, and ${programName} for your own: tercet jobs verify ${programName} -- ${name} ….`,
  );
}
