import { styleText } from "node:util";
import type { Verdict } from "../../contracts/index.ts";
import { coverageLines } from "../coverage.ts";
import { detailLines, type Paint, unpainted } from "../details.ts";
import { jobMatrixLines } from "../jobs/lines.ts";
import { conditionOf, titleOf } from "../jobs/matrix.ts";
import { type CaseRecord, countVerdicts, overallVerdict } from "../model.ts";
import type { Reporter } from "../reporter.ts";
import { formatDuration, plain, quantity, signs, verdictSentence } from "../text.ts";

/** What people read in a terminal or a CI log: a line for each case, details of what did not pass, a summary. */
export function consoleReporter(options: {
  /** Failures and the summary only. */
  readonly quiet: boolean;
  readonly color: boolean;
  readonly write: (text: string) => void;
}): Reporter {
  const paint = options.color ? colored : unpainted;
  const verdicts: Verdict[] = [];
  const jobs: CaseRecord[] = [];
  /** Why cases came to no verdict. A service that is not there would say so once for each guarantee. */
  const reasons = new Set<string>();
  let seed = 0;
  let finished = false;
  const print = (line: string) => options.write(`${line}\n`);
  const summarise = (verdict: Verdict, counts: ReturnType<typeof countVerdicts>, time: string) => {
    finished = true;
    if (!options.quiet || verdicts.some((one) => one !== "pass" && one !== "skipped")) print("");
    print(
      `${paint.verdict(verdict, paint.strong(verdictSentence(verdict, counts)))} ${paint.faint(`${time}seed ${seed}`)}`,
    );
  };
  return {
    name: "console",
    onEvent(event) {
      switch (event.type) {
        case "run-started":
          seed = event.seed;
          break;
        case "case-finished": {
          const record = { ...event, overall: overallVerdict(event) };
          verdicts.push(record.overall);
          if (record.job !== undefined) jobs.push(record);
          if (options.quiet && record.overall !== "fail" && record.overall !== "inconclusive") break;
          const details = detailsToShow(record, paint);
          const reason = [record.case.subject, ...details].join("\n");
          const isTold = details.length > 0 && reasons.has(reason);
          if (record.overall === "inconclusive") reasons.add(reason);
          print(`${caseLine(record, paint)}${isTold ? paint.faint(", as told above") : ""}`);
          // Each line begins with an indent and a sign of ours, so that a service's answer cannot give a CI system an order.
          if (!isTold) for (const line of details) print(`    ${line}`);
          break;
        }
        case "run-finished":
          if (!options.quiet) jobMatrixLines(jobs, paint).forEach(print);
          if (!options.quiet) for (const one of event.coverage ?? []) coverageLines(one, paint).forEach(print);
          summarise(event.verdict, event.counts, `${formatDuration(event.durationMilliseconds)}, `);
          break;
      }
    },
    async close() {
      if (!finished) summarise("inconclusive", countVerdicts(verdicts), "");
    },
  };
}

function caseLine(record: CaseRecord, paint: Paint): string {
  const { subject, location } = record.case;
  const name = nameOf(record);
  const mark = paint.verdict(record.overall, `${signs[record.overall]} ${record.overall.padEnd(12)}`);
  const where = location === undefined ? "" : ` [${location}]`;
  const time = paint.faint(formatDuration(record.durationMilliseconds));
  // A skipped case is told in this one line.
  const why =
    record.overall === "skipped" && record.message !== undefined ? paint.faint(`: ${plain(record.message)}`) : "";
  const skipped = countVerdicts(record.findings.map(({ verdict }) => verdict)).skipped;
  const aside = skipped === 0 ? "" : paint.faint(`, ${quantity(skipped, "finding")} skipped`);
  return `${mark} ${paint.strong(plain(subject).padEnd(10))} ${plain(name)}${where}${why || ` ${time}${aside}`}`;
}

function nameOf({ case: { id, kind, title }, job }: CaseRecord): string {
  // A fault's title is a sentence; its name is what `--fault` takes.
  if (job !== undefined) return `${conditionOf(job)} (${titleOf(job)})`;
  // By the guarantee's fixed slug, which is also what `--guarantee` takes; other cases have a title in business words.
  return kind === "guarantee" ? (id.split("/").at(-1) ?? title) : title;
}

function detailsToShow(record: CaseRecord, paint: Paint): string[] {
  return record.overall === "skipped" ? [] : detailLines(record, paint);
}

const colors = { pass: "green", fail: "red", inconclusive: "yellow", skipped: "gray" } as const;
// Whether colours are wanted was decided by the caller, so the stream is not asked again.
const style = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { validateStream: false });
const colored: Paint = {
  verdict: (verdict, text) => style(colors[verdict], text),
  strong: (text) => style("bold", text),
  faint: (text) => style("dim", text),
};
