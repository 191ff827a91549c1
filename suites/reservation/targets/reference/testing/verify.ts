import { createRandom } from "../../../../../contracts/index.ts";
import type { StartedDatabase } from "../../../../../docker/index.ts";
import type { Fault } from "../../../faults/fault.ts";
import { faults } from "../../../faults/index.ts";
import { pointsOf } from "../../../faults/point.ts";
import type { Judgement, Property } from "../../../history/judgement.ts";
import { milestonesOf, verifyReservation } from "../../../verify.ts";
import type { ReservationTarget } from "../../target.ts";

/** For machines that have other things to do: signs of life that come late, and answers, prove nothing. */
const patientTiming = { heartbeatSeconds: 0.6, timeToLiveSeconds: 3, toleranceSeconds: 8 };

/** The fault of that name; throws where there is none. */
export function faultNamed(name: string): Fault {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`no fault ${name}`);
  return fault;
}

/** What the harness says of a target under one fault, at those of its points that are named. */
export async function judge(options: {
  readonly target: ReservationTarget;
  readonly mutant?: string;
  readonly fault: Fault;
  readonly points: readonly string[];
  readonly database: StartedDatabase;
}): Promise<Readonly<Record<Property, Judgement>>> {
  const { target, mutant, fault, points, database } = options;
  const all = fault.points(pointsOf(milestonesOf(target)));
  const { judged } = await verifyReservation({
    ...{ mutant, fault, database, seed: 1 },
    target: { ...target, timing: { ...patientTiming, ...target.timing } },
    points: all.filter(({ name }) => points.includes(name)),
    random: createRandom(1, fault.name),
    signal: new AbortController().signal,
  });
  const judgements = judged.judgements.map((judgement) => [judgement.property, judgement]);
  return Object.fromEntries(judgements) as Readonly<Record<Property, Judgement>>;
}
