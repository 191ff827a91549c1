import type { Fault } from "./fault.ts";
import { kill } from "./kill.ts";
import { race } from "./race.ts";
import { stopAndResume } from "./stop-and-resume.ts";

/** Every fault, in the order in which they are run. */
export const faults: readonly Fault[] = [race, stopAndResume, kill];
