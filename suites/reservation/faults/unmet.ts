import type { ReservationTarget } from "../targets/target.ts";
import { clockShiftOf } from "../workers/clock.ts";
import type { Fault } from "./fault.ts";

/** Why a fault cannot be brought about for a target, in one sentence without a full stop; undefined: it can. */
export function unmetNeed({ needs }: Fault, target: ReservationTarget, mutant: string | undefined): string | undefined {
  if (!needs.includes("clock")) return undefined;
  const command = target.command(mutant);
  const program = "program" in command ? command.program : command.image;
  if (clockShiftOf(program) !== undefined) return undefined;
  return `${program} is not Node: name libfaketime's library in TERCET_FAKETIME, so that its clock can be set`;
}
