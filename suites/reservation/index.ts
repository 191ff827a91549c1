// The face of reservation: the verification of jobs.
export type { Fault } from "./faults/fault.ts";
export { faults } from "./faults/index.ts";
export type { JudgedHistory } from "./history/check.ts";
export { explain } from "./history/explain.ts";
export { writeHistory } from "./history/file.ts";
export { judgeHistoryFile } from "./history/judge-file.ts";
export type { Judgement, Property } from "./history/judgement.ts";
export { reservationTargets } from "./targets/index.ts";
export type { ReservationTarget } from "./targets/target.ts";
export { type Verification, verifyReservation } from "./verify.ts";
