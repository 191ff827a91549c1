import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { exitCode } from "../../contracts/index.ts";
import { openReports } from "../../reports/index.ts";
import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { type Run, startRun } from "../engine/run.ts";
import type { CliContext } from "./context.ts";
import { failureOf } from "./failure.ts";
import { type RunOptionValues, seedOf } from "./options.ts";

/** Event logs that are kept in the state folder, for `tercet report build`. */
const keptLogs = 20;

/** What a command's body works with. */
export interface CommandRun {
  readonly run: Run;
  readonly config: Config;
}

/**
 * Does what every command that runs something does: loads the configuration, opens the reports, starts a run, and closes
 * all of it whatever happens. Returns the exit code. In a project (one with a configuration file) the event log also goes
 * to its state folder, `events/`.
 */
export async function withRun(
  context: CliContext,
  options: RunOptionValues & { readonly environment?: string },
  command: string,
  body: (running: CommandRun) => Promise<void>,
  config?: Config,
): Promise<number> {
  const used = config ?? (await loadConfig(context.cwd));
  const reports = openReports({
    reports: [...(options.report ?? []), ...(await ownLog(used))],
    quiet: options.quiet ?? false,
    json: options.json ?? false,
    color: context.stdout.isTTY === true && (context.env.NO_COLOR ?? "") === "",
    stdout: context.stdout,
    stderr: context.stderr,
    directory: context.cwd,
  });
  let begun = false;
  let mistaken = false;
  try {
    const run = startRun({
      command,
      version: context.version,
      seed: seedOf(options),
      sink(event) {
        begun ||= event.type === "case-started";
        reports.sink(event);
      },
      ...(options.environment === undefined ? {} : { environment: options.environment }),
    });
    await body({ run, config: used });
    return exitCode(run.finish());
  } catch (error) {
    mistaken = failureOf(error).exitCode === 2;
    throw error;
  } finally {
    // A wrong name or file is told in one sentence; a report of a run that never began would say nothing more.
    await (mistaken && !begun ? reports.abandon() : reports.close());
  }
}

/** A new log in the project's state folder, named by time so that names sort by age; the oldest ones are removed. */
async function ownLog({ file, state }: Config): Promise<readonly string[]> {
  if (file === undefined) return [];
  const folder = join(state, "events");
  await mkdir(folder, { recursive: true });
  const logs = (await readdir(folder)).filter((name) => name.endsWith(".ndjson")).toSorted();
  for (const name of logs.slice(0, Math.max(0, logs.length - keptLogs + 1))) {
    await rm(join(folder, name), { force: true });
  }
  return [`events=${join(folder, `${new Date().toISOString().replaceAll(":", "-")}-${process.pid}.ndjson`)}`];
}
