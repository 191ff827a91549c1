import type { JobRecord } from "../../../contracts/index.ts";
import type { CaseRecord } from "../../model.ts";

/** A job's record as the page holds it. */
export interface JobData extends JobRecord {
  /** Its timeline did not fit into the page. */
  readonly timelineLeftOut?: true;
}

/** So many characters of timelines are put into a page: it must open in a moment. */
const mostCharacters = 2_000_000;

/** The records of all jobs of a report: timelines of failures go first, and those that do not fit are left out. */
export function jobsData(cases: readonly CaseRecord[]): ReadonlyMap<CaseRecord, JobData> {
  const failed = ({ overall }: CaseRecord) => Number(overall === "fail");
  let left = mostCharacters;
  const jobs = cases
    .toSorted((a, b) => failed(b) - failed(a))
    .flatMap((record): [CaseRecord, JobData][] => {
      const { job } = record;
      if (job?.timeline === undefined) return job === undefined ? [] : [[record, job]];
      const { timeline, ...rest } = job;
      const characters = JSON.stringify(timeline).length;
      if (characters > left) return [[record, { ...rest, timelineLeftOut: true }]];
      left -= characters;
      return [[record, job]];
    });
  return new Map(jobs);
}
