import type { Evidence, Finding, Step, Verdict } from "../../contracts/index.ts";
import { groupFindings } from "../groups.ts";
import type { CaseRecord } from "../model.ts";
import { type JobData, jobsData } from "./jobs/data.ts";

/** What the page's script shows when a case is opened; its place in the list is the case's `data-index`. */
export interface CaseData {
  readonly id: string;
  readonly message?: string;
  readonly steps: readonly Step[];
  readonly cleanup?: { readonly verdict: Verdict; readonly message: string };
  readonly measurements?: Readonly<Record<string, number>>;
  readonly contentHash?: string;
  readonly replay?: string;
  readonly groups: readonly GroupData[];
  readonly job?: JobData;
}

/** One check with one verdict. */
export interface GroupData {
  readonly check: string;
  readonly verdict: Verdict;
  readonly findings: readonly FindingData[];
  /** Of a failure: the rule, how grave it is, and how it is mended. */
  readonly severity?: string;
  readonly standard?: { readonly title: string; readonly url: string };
  readonly mend?: string;
}

/** What one check says of one operation. */
export interface FindingData {
  readonly operation: string;
  readonly message: string;
  readonly evidence?: Evidence;
  readonly replay?: string;
}

/** Prepares all cases for the page. */
export function casesData(cases: readonly CaseRecord[]): readonly CaseData[] {
  const jobs = jobsData(cases);
  return cases.map((record) => caseData(record, jobs.get(record)));
}

function caseData(record: CaseRecord, job: JobData | undefined): CaseData {
  const { message, steps, cleanup, measurements, replay } = record;
  const { id, contentHash } = record.case;
  return {
    id,
    steps,
    groups: groupFindings(record.findings).map(({ check, verdict, findings }) => ({
      check,
      verdict,
      ...adviceOf(findings[0]),
      findings: findings.map(({ operation, message, evidence, replay }) => ({
        operation,
        message,
        ...(evidence === undefined ? {} : { evidence }),
        ...(replay === undefined ? {} : { replay }),
      })),
    })),
    ...(message === undefined ? {} : { message }),
    ...(cleanup === undefined ? {} : { cleanup }),
    ...(measurements === undefined ? {} : { measurements }),
    ...(contentHash === undefined ? {} : { contentHash }),
    ...(replay === undefined ? {} : { replay }),
    ...(job === undefined ? {} : { job }),
  };
}

function adviceOf(finding: Finding | undefined): Pick<GroupData, "severity" | "standard" | "mend"> {
  const { severity, standard, mend } = finding ?? {};
  return {
    ...(severity === undefined ? {} : { severity }),
    ...(standard === undefined ? {} : { standard }),
    ...(mend === undefined ? {} : { mend }),
  };
}

/** An anchor for each case that stays the same from run to run; repeated cases (several runs) are numbered. */
export function anchorsOf(cases: readonly CaseRecord[]): readonly string[] {
  const taken = new Map<string, number>();
  return cases.map(({ case: { id, location } }) => {
    const name = `${id}${location === undefined ? "" : `@${location}`}`.replaceAll(/[^\w./@-]+/g, "-");
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}~${times}`;
  });
}
