import { clockSkew } from "./clock-skew.ts";
import { cutOff, cutOffFromStore, cutOffToStore } from "./cut-off.ts";
import { steered } from "./disturbance.ts";
import { failover } from "./failover.ts";
import type { Fault } from "./fault.ts";
import { kill } from "./kill.ts";
import { latency } from "./latency.ts";
import { lostAnswer, lostCommit } from "./lost-commit.ts";
import { connectionKilled, halfOpen } from "./lost-connection.ts";
import { race } from "./race.ts";
import { stopAndResume } from "./stop-and-resume.ts";
import { diskFull, storePaused, storeRestarted } from "./store-outage.ts";
import { together } from "./together.ts";

/** What is done to one worker: several can be at a time. */
const ofOneWorker = [
  ...[stopAndResume, kill, cutOff, cutOffToStore, cutOffFromStore, connectionKilled, halfOpen],
  ...[lostCommit, lostAnswer, latency, clockSkew],
] as const;

/** Every fault, in the order in which they are told. */
export const faults: readonly Fault[] = [
  race,
  ...ofOneWorker.map(steered),
  ...[storePaused, storeRestarted, diskFull, failover].map(steered),
  together(ofOneWorker.filter(({ needs }) => !needs.includes("clock"))),
];
