// The face of reservation: the verification of jobs.
export type { Fault } from "./faults/fault.ts";
export { faults } from "./faults/index.ts";
export { checkHistory } from "./history/check.ts";
export type { History } from "./history/event.ts";
export { explain } from "./history/explain.ts";
export { readHistory, writeHistory } from "./history/file.ts";
export type { Judgement, Property } from "./history/judgement.ts";
export { reservationTargets } from "./targets/index.ts";
export type { ReservationTarget } from "./targets/target.ts";
export { type Verification, verifyReservation } from "./verify.ts";
