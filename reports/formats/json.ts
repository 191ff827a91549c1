import { type Finding, type JobRecord, summarizeCoverage } from "../../contracts/index.ts";
import { countVerdicts, type Report } from "../model.ts";

/** Identifies the version of the JSON report's format. */
export const reportSchema = "tercet-report/1";

/**
 * The JSON report of one run: what ran, the verdict, every finding and every case, and what of each service's contract was
 * exercised. `counts` counts findings by verdict; cases without findings (scenarios) stand in `cases` with their own verdicts.
 */
export function renderJson(report: Report): string {
  const [run] = report.runs;
  const findings = report.cases.flatMap((record) => record.findings);
  const document = {
    schema: reportSchema,
    tool: run?.tool,
    run: run && {
      command: run.command,
      environment: run.environment,
      seed: run.seed,
      startedAt: run.startedAt,
      durationMilliseconds: Math.round(run.durationMilliseconds),
    },
    verdict: report.verdict,
    counts: countVerdicts(findings.map((finding) => finding.verdict)),
    findings: findings.map(inOrder),
    coverage: run?.coverage.map((one) => ({ ...one, summary: summarizeCoverage(one) })) ?? [],
    cases: report.cases.map(({ case: identity, findings: own, overall: _overall, job, ...result }) => ({
      ...identity,
      ...result,
      ...(job === undefined ? {} : { job: withoutTimeline(job) }),
      counts: countVerdicts(own.map((finding) => finding.verdict)),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Its events stand in the history file and in the event log. */
function withoutTimeline({ timeline: _timeline, ...job }: JobRecord): JobRecord {
  return job;
}

/** The members in the order in which a person reads them, whatever order they came in. */
function inOrder(finding: Finding): Finding {
  const { guarantee, check, operation, verdict, message, severity, standard, mend, evidence, replay } = finding;
  return {
    guarantee,
    check,
    operation,
    verdict,
    message,
    ...(severity === undefined ? {} : { severity }),
    ...(standard === undefined ? {} : { standard }),
    ...(mend === undefined ? {} : { mend }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(replay === undefined ? {} : { replay }),
  };
}
