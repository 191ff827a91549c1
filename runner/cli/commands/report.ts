import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { TercetError } from "../../../contracts/index.ts";
import { buildSite, verdictSentence } from "../../../reports/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { RegisterCommand } from "../context.ts";

/** `tercet report build`: event logs and the catalog become a static folder. */
export const registerReport: RegisterCommand = (program, context, finish) => {
  const report = program.command("report").description("reports for people");
  report
    .command("build")
    .description("build a static folder, ready for any host: the report of the newest run, and every contract")
    .option("--events <file...>", "event logs to report (default: the newest in the state folder's events/)")
    .option("--out <folder>", "where it goes", "reports/out")
    .action(async (options: { events?: string[]; out: string }) => {
      const config = await loadConfig(context.cwd);
      const given = options.events?.map((file) => resolve(context.cwd, file));
      const out = resolve(context.cwd, options.out);
      const { counts, verdict } = await buildSite({
        catalog: config.contracts,
        events: given ?? [await newestLog(join(config.state, "events"))],
        out,
        note: (message) => context.stderr.write(`tercet: ${message}\n`),
      });
      context.stdout.write(`${join(options.out, "index.html")}: ${verdictSentence(verdict, counts)}\n`);
      finish(0);
    });
};

/** The newest event log of a folder; a run is told apart by when its log was last written. */
async function newestLog(folder: string): Promise<string> {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith(".ndjson")) : [];
  const logs = await Promise.all(
    names.map(async (name) => ({ file: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  const [newest] = logs.sort((one, other) => other.at - one.at || other.file.localeCompare(one.file));
  if (newest === undefined) {
    throw new TercetError(
      "usage",
      `There is no event log in ${folder}: name one with --events FILE, which a run writes with \`--report events=FILE\`.`,
    );
  }
  return newest.file;
}
