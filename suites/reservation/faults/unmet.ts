import type { ReservationTarget } from "../targets/target.ts";
import { clockShiftOf } from "../workers/clock-shift-of.ts";
import type { Fault } from "./fault.ts";

/**
 * Why a fault cannot be brought about for a target, in one sentence without a full stop; undefined: it can. Throws
 * `TercetError` (`surroundings`) where the target's image cannot be had.
 */
export async function unmetNeed(
  { needs }: Fault,
  target: ReservationTarget,
  mutant: string | undefined,
): Promise<string | undefined> {
  if (!needs.includes("clock")) return undefined;
  const command = target.command(mutant);
  if ((await clockShiftOf(command)) !== undefined) return undefined;
  return "image" in command
    ? `${command.image} does not run Node: install libfaketime in the image, so that its clock can be set`
    : `${command.program} is not Node: name libfaketime's library in TERCET_FAKETIME, so that its clock can be set`;
}
