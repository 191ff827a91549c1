// The face of reservation: the verification of jobs.
export {
  type CutVerification,
  type SiteJudgement,
  type SiteProperty,
  type SiteStore,
  type SiteTopology,
  siteProperties,
  siteTopologies,
  verifyCut,
} from "./data-centres/index.ts";
export type { Disturbed, Fault } from "./faults/fault.ts";
export { faults } from "./faults/index.ts";
export { type Point, pointsOf } from "./faults/point.ts";
export { unmetNeed } from "./faults/unmet.ts";
export { createHistoryChecker, type HistoryChecker, type JudgedHistory } from "./history/check.ts";
export { appendEvent, createColumns, type HistoryColumns } from "./history/columns.ts";
export { eventTypes, faultKinds, type History, type HistoryEvent, operations, outcomes } from "./history/event.ts";
export { explain } from "./history/explain.ts";
export { readHistory, writeHistory } from "./history/file.ts";
export { identityOf } from "./history/identity.ts";
export { judgeHistoryFile } from "./history/judge-file.ts";
export { type Judgement, type Property, properties, type Violation } from "./history/judgement.ts";
export { jobRecordOf } from "./history/timeline.ts";
export { reservationTargets } from "./targets/index.ts";
export { readJobFile } from "./targets/job-file.ts";
export { programTarget } from "./targets/program.ts";
export type { Limit, ReservationTarget } from "./targets/target.ts";
export { milestonesOf, type Verification, verifyReservation } from "./verify.ts";
