import { resolve } from "node:path";
import { type Event, redactEvent, TercetError } from "../contracts/index.ts";
import { prepareFile, writeWhole } from "./file.ts";
import { consoleReporter } from "./formats/console.ts";
import { eventsReporter } from "./formats/events.ts";
import { renderJson } from "./formats/json.ts";
import { renderJunit } from "./formats/junit.ts";
import { progressReporter } from "./formats/progress.ts";
import { renderedReporter } from "./formats/rendered.ts";
import { waitingReporter } from "./formats/waiting.ts";
import { renderHtml } from "./html/page.ts";
import { isolated } from "./isolated.ts";
import type { Report } from "./model.ts";
import { openOutput } from "./output.ts";
import type { Reporter } from "./reporter.ts";

/** Where the events of a run go to. */
export interface Reports {
  /** Takes every event, in order; never throws. Whatever looks like a credential is removed here, for all formats. */
  sink(event: Event): void;
  /** Writes what is left; to be called once, after the last event. Never throws. */
  close(): Promise<void>;
  /** Instead of `close`, where a mistake of the user kept the run from beginning: nothing is printed, no file is left. */
  abandon(): Promise<void>;
}

/** What `openReports` needs to know. */
export interface ReportOptions {
  /** `FORMAT=FILE` each: json, junit, html, events. */
  readonly reports: readonly string[];
  /** The console prints failures and the summary only. */
  readonly quiet: boolean;
  /** Standard output gets the JSON report and nothing else. */
  readonly json: boolean;
  readonly color: boolean;
  readonly stdout: NodeJS.WritableStream;
  /**
   * What is under way is shown here: in one line on a terminal, now and then in a log unless it is quiet. A report that
   * could not be made is told here.
   */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Relative files are meant from here; the working directory unless given. */
  readonly directory?: string;
}

const renderers: Readonly<Record<string, (report: Report) => string>> = {
  json: renderJson,
  junit: renderJunit,
  html: renderHtml,
};

/**
 * Opens the console and every report that is asked for, before the run starts. Throws `TercetError` (`usage`) for an
 * unknown format and for a file that cannot be written.
 */
export function openReports(options: ReportOptions): Reports {
  const stdout = openOutput(options.stdout);
  const stderr = openOutput(options.stderr);
  const { isTTY = false, columns = 80 } = options.stderr;
  const reporters = [
    ...(isTTY ? [progressReporter(stderr.write, columns)] : options.quiet ? [] : [waitingReporter(stderr.write)]),
    options.json
      ? renderedReporter("json", renderJson, stdout.write)
      : consoleReporter({ quiet: options.quiet, color: options.color, write: stdout.write }),
    ...openFiles(options.reports, options.directory ?? "."),
  ].map((reporter) => isolated(reporter, (line) => stderr.write(`${line}\n`)));
  const closeOutputs = async () => {
    await stdout.close();
    await stderr.close();
  };
  return {
    sink(event) {
      const redacted = redactEvent(event);
      for (const reporter of reporters) reporter.onEvent(redacted);
    },
    async close() {
      for (const reporter of reporters) await reporter.close();
      await closeOutputs();
    },
    async abandon() {
      for (const reporter of reporters) reporter.abandon?.();
      await closeOutputs();
    },
  };
}

function openFiles(reports: readonly string[], directory: string): Reporter[] {
  const wanted = reports.map((text) => parse(text, directory));
  const twice = wanted.find(({ file }, index) => wanted.findIndex((other) => other.file === file) !== index);
  if (twice !== undefined)
    throw new TercetError("usage", `Two reports would be written to ${twice.file}: name two files.`);
  // All are looked at before the first one is opened: a mistake leaves nothing half-made.
  for (const { file } of wanted) prepareFile(file);
  return wanted.map(({ format, file }) => {
    const render = renderers[format];
    if (render === undefined) return eventsReporter(file);
    return renderedReporter(format, render, (text) => writeWhole(file, text));
  });
}

function parse(text: string, directory: string): { format: string; file: string } {
  const [, format = text, file = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const known = [...Object.keys(renderers), "events"];
  if (!known.includes(format)) {
    throw new TercetError(
      "usage",
      `--report ${text}: there is no format "${format}". The formats are ${known.join(", ")}.`,
    );
  }
  if (file === "")
    throw new TercetError("usage", `--report ${text}: the file is missing. Write --report ${format}=FILE.`);
  return { format, file: resolve(directory, file) };
}
