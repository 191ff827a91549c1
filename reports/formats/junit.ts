import type { Step, Verdict } from "../../contracts/index.ts";
import { detailLines, unpainted } from "../details.ts";
import { type CaseRecord, countVerdicts, type Report } from "../model.ts";
import { formatDuration, signs } from "../text.ts";

/** One `testcase` to be: a case, or the clean-up of one. */
interface Entry {
  readonly name: string;
  readonly subject: string;
  readonly verdict: Verdict;
  readonly message: string;
  /** What is wrong, in full. */
  readonly text: string;
  /** What happened, whatever the verdict. */
  readonly output: string;
  readonly seconds: number;
}

/**
 * JUnit XML as Jenkins and GitLab read it: a suite for each subject, a testcase for each case and for its clean-up.
 * GitLab shows `classname` as the suite and drops a second testcase of the same name: names are made unique, and the
 * location stands in the name.
 */
export function renderJunit(report: Report): string {
  const entries = uniqueNames(report.cases.flatMap(entriesOf));
  const suites = [...Map.groupBy(entries, (entry) => entry.subject)];
  const [run] = report.runs;
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="tercet" ${totals(entries)}>`];
  for (const [subject, own] of suites) {
    lines.push(`  <testsuite name="${attribute(subject)}" ${totals(own)} timestamp="${timestamp(run?.startedAt)}">`);
    lines.push("    <properties>");
    for (const [name, value] of Object.entries({
      command: run?.command,
      environment: run?.environment,
      seed: run?.seed.toString(),
      version: run?.tool.version,
    })) {
      if (value !== undefined) lines.push(`      <property name="${name}" value="${attribute(value)}"/>`);
    }
    lines.push("    </properties>", ...own.flatMap(testcase), "  </testsuite>");
  }
  return `${[...lines, "</testsuites>"].join("\n")}\n`;
}

function entriesOf(record: CaseRecord): Entry[] {
  const { subject, title, location } = record.case;
  const name = location === undefined ? title : `${title} [${location}]`;
  const { cleanup, ...rest } = record;
  const own = { ...rest, overall: record.verdict };
  const entry: Entry = {
    name,
    subject,
    verdict: record.verdict,
    message: record.message ?? firstFailure(record) ?? record.verdict,
    text: detailLines(own, unpainted).join("\n"),
    output: [record.case.id, ...record.steps.map(stepLine)].join("\n"),
    seconds: record.durationMilliseconds / 1000,
  };
  if (cleanup === undefined) return [entry];
  const { verdict, message } = cleanup;
  const output = `${record.case.id}, clean-up: ${message}`;
  return [entry, { name: `${name} (clean-up)`, subject, verdict, message, text: message, output, seconds: 0 }];
}

const stepLine = (step: Step) => `${signs[step.verdict]} ${step.title} (${formatDuration(step.durationMilliseconds)})`;

function firstFailure(record: CaseRecord): string | undefined {
  return record.findings.find((finding) => finding.verdict === record.verdict)?.message;
}

function uniqueNames(entries: readonly Entry[]): Entry[] {
  const taken = new Map<string, number>();
  return entries.map((entry) => {
    const key = `${entry.subject} ${entry.name}`;
    const times = (taken.get(key) ?? 0) + 1;
    taken.set(key, times);
    return times === 1 ? entry : { ...entry, name: `${entry.name} (${times})` };
  });
}

function testcase(entry: Entry): string[] {
  const classname = attribute(entry.subject);
  return [
    `    <testcase classname="${classname}" name="${attribute(entry.name)}" time="${entry.seconds.toFixed(3)}">`,
    ...outcome(entry),
    `      <system-out>${text(entry.output)}</system-out>`,
    "    </testcase>",
  ];
}

function outcome({ verdict, message, text: details }: Entry): string[] {
  switch (verdict) {
    case "pass":
      return [];
    case "skipped":
      return [`      <skipped message="${attribute(message)}"/>`];
    case "fail":
      return [`      <failure type="fail" message="${attribute(message)}">${text(details)}</failure>`];
    case "inconclusive":
      // JUnit's word for a test that could not be judged.
      return [`      <error type="inconclusive" message="${attribute(message)}">${text(details)}</error>`];
  }
}

function totals(entries: readonly Entry[]): string {
  const counts = countVerdicts(entries.map((entry) => entry.verdict));
  const seconds = entries.reduce((sum, entry) => sum + entry.seconds, 0);
  return `tests="${entries.length}" failures="${counts.fail}" errors="${counts.inconclusive}" skipped="${counts.skipped}" time="${seconds.toFixed(3)}"`;
}

/** The common JUnit schema has no time zone here; it is UTC. */
const timestamp = (at = "1970-01-01T00:00:00Z") => at.replace(/(?:\.\d+)?Z$/, "");

/** Characters that XML 1.0 §2.2 does not allow, not even as references; unpaired surrogates among them. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "�")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** An attribute keeps its line ends only as references, XML 1.0 §3.3.3. */
function attribute(value: string): string {
  return text(value)
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;")
    .replaceAll("\t", "&#9;");
}
