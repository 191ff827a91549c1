import { combineVerdicts, type JobRecord, type Verdict } from "../../contracts/index.ts";
import type { CaseRecord } from "../model.ts";

/** What the cases of one fault say of one property. */
export interface MatrixCell {
  /** The worst of them. */
  readonly verdict: Verdict;
  /** How many times the property could have broken, and how many times it did. */
  readonly exercised: number;
  readonly violated: number;
  /** How many cases say so. */
  readonly cases: number;
  /** Place in the report of the case that has the worst verdict; the first such. */
  readonly worst: number;
}

/** Properties against faults, for one target on one database. */
export interface JobMatrix {
  /** `sql on postgres 15.18, container` */
  readonly title: string;
  readonly properties: readonly string[];
  readonly faults: readonly string[];
  /** Undefined where it was not looked at. */
  cell(property: string, fault: string): MatrixCell | undefined;
  /** The same case by case: a fault may come at many points. */
  readonly cases: readonly { readonly title: string; cell(property: string): MatrixCell | undefined }[];
}

/** A job's case: its place in the report, and its record. */
interface Entry {
  readonly index: number;
  readonly record: CaseRecord;
  readonly job: JobRecord;
}

/** One matrix for each target and database, in the order in which they were verified. */
export function jobMatrices(cases: readonly CaseRecord[]): readonly JobMatrix[] {
  const entries = [...cases.entries()].flatMap(([index, record]): Entry[] =>
    record.job === undefined ? [] : [{ index, record, job: record.job }],
  );
  return [...Map.groupBy(entries, ({ job }) => titleOf(job))].map(([title, own]) => matrixOf(title, own));
}

/** The target and its database. */
export function titleOf({ target, database }: JobRecord): string {
  return database === undefined ? target : `${target} on ${database}`;
}

/** Under what a job ran: its fault, and where it came where that is one point; `history` where that is not known. */
export function conditionOf({ fault = "history", points = [] }: JobRecord): string {
  const [point] = points;
  return point !== undefined && points.length === 1 ? `${fault}, ${point.name}` : fault;
}

/** What one case says of one property; undefined where it does not speak of it. */
function caseCell({ index, record, job }: Entry, property: string): MatrixCell | undefined {
  const judgement = job.judgements.find((candidate) => candidate.property === property);
  if (judgement === undefined) return undefined;
  const { exercised, violated } = judgement;
  const found = record.findings.find(({ operation }) => operation === property)?.verdict;
  return { verdict: found ?? verdicts[judgement.verdict], exercised, violated, cases: 1, worst: index };
}

const verdicts = { held: "pass", violated: "fail", "not-exercised": "skipped" } as const;

function matrixOf(title: string, entries: readonly Entry[]): JobMatrix {
  const faultOf = ({ job }: Entry) => job.fault ?? "history";
  const cells = new Map<string, MatrixCell>();
  const properties = [...new Set(entries.flatMap(({ job }) => job.judgements.map(({ property }) => property)))];
  for (const entry of entries) {
    for (const property of properties) {
      const cell = caseCell(entry, property);
      if (cell === undefined) continue;
      const key = `${property} ${faultOf(entry)}`;
      cells.set(key, together(cells.get(key), cell));
    }
  }
  return {
    title,
    properties,
    faults: [...new Set(entries.map(faultOf))],
    cell: (property, fault) => cells.get(`${property} ${fault}`),
    cases: entries.map((entry) => ({
      title: conditionOf(entry.job),
      cell: (property: string) => caseCell(entry, property),
    })),
  };
}

function together(before: MatrixCell | undefined, next: MatrixCell): MatrixCell {
  if (before === undefined) return next;
  const verdict = combineVerdicts([before.verdict, next.verdict]);
  return {
    verdict,
    exercised: before.exercised + next.exercised,
    violated: before.violated + next.violated,
    cases: before.cases + next.cases,
    worst: verdict === before.verdict ? before.worst : next.worst,
  };
}
