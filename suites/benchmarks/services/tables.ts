import { count, duration } from "../figures.ts";
import type { PartResult, Table } from "../part.ts";
import { falseAlarms } from "./false-alarms.ts";
import type { Service } from "./service.ts";
import type { Finding, Report } from "./verification.ts";

/** What a verification of a service came to. */
export interface Seen {
  readonly service: Service;
  readonly version: string;
  readonly report: Report;
}

/** The services, what is wrong with each by the judgement of a person, and what was wrong with the harness. */
export function tablesOf(seen: readonly Seen[]): PartResult {
  return {
    tables: [summaryOf(seen), findingsOf(seen), falseAlarmsOf(seen)],
    notes: [
      "A finding is one kind of failure of one service, on how many operations it was seen. Confirmed: a person asked the service by hand, with curl alone.",
      ...seen.flatMap(({ service, report }) => missing(service, report)),
    ],
  };
}

function summaryOf(seen: readonly Seen[]): Table {
  return {
    columns: [
      "service",
      "version",
      "is",
      "operations",
      "requests",
      "time",
      "failed",
      "passed",
      "inconclusive",
      "skipped",
    ],
    rows: seen.map(({ service, version, report }) => {
      const cases = (verdict: string) => count(report.cases.filter((one) => one.verdict === verdict).length);
      const [coverage] = report.coverage;
      return [
        ...[service.name, version, service.about],
        ...[count(coverage?.operations.length ?? 0), count(coverage?.requests ?? 0)],
        duration(report.run.durationMilliseconds),
        ...["fail", "pass", "inconclusive", "skipped"].map(cases),
      ];
    }),
  };
}

function findingsOf(seen: readonly Seen[]): Table {
  return {
    columns: ["service", "version", "guarantee", "finding", "operations", "confirmed by hand"],
    rows: seen.flatMap(({ service, version, report }) =>
      [...failuresByCheck(report)].map(([check, findings]) => {
        const judged = service.judged.find((one) => one.check === check);
        return [
          ...[service.name, version, check, judged?.finding ?? sentenceOf(findings)],
          count(new Set(findings.map(({ operation }) => operation)).size),
          judged?.confirmed ?? "no",
        ];
      }),
    ),
  };
}

function falseAlarmsOf(seen: readonly Seen[]): Table {
  const names = new Set(seen.map(({ service }) => service.name));
  return {
    columns: ["service", "guarantee", "false alarm", "mended by the rule"],
    rows: falseAlarms
      .filter(({ service }) => names.has(service))
      .map(({ service, check, alarm, mended }) => [service, check, alarm, mended]),
  };
}

/** What was confirmed once and is not found any more: the service was mended, or the harness has become blind. */
function missing({ name, judged }: Service, report: Report): readonly string[] {
  const found = failuresByCheck(report);
  return judged
    .filter(({ check }) => !found.has(check))
    .map(({ check, finding }) => `Not found this time: ${name}, ${check}: ${finding}`);
}

function failuresByCheck({ findings }: Report): ReadonlyMap<string, readonly [Finding, ...Finding[]]> {
  const failures = findings.filter(({ verdict }) => verdict === "fail");
  return Map.groupBy(failures, ({ check }) => check) as Map<string, [Finding, ...Finding[]]>;
}

/** What the first one says, on one line of a table. */
function sentenceOf([first]: readonly [Finding, ...Finding[]]): string {
  return first.message.replaceAll(/\s+/g, " ");
}
