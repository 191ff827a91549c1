import { createRandom } from "../../../../../contracts/index.ts";
import type { StartedDatabase } from "../../../../../docker/index.ts";
import type { Fault } from "../../../faults/fault.ts";
import { faults } from "../../../faults/index.ts";
import { pointsOf } from "../../../faults/point.ts";
import type { HistoryEvent } from "../../../history/event.ts";
import type { Judgement, Property } from "../../../history/judgement.ts";
import { milestonesOf, verifyReservation } from "../../../verify.ts";
import type { ReservationTarget } from "../../target.ts";

const finishMilliseconds = 30_000;

/** Nothing is done to anybody: some runs are watched. */
export const calm: Fault = {
  name: "calm",
  title: "three runs, undisturbed",
  exercises: [],
  needs: [],
  workers: 2,
  once: false,
  points: () => [],
  async run(stage) {
    for (let runs = 0; runs < 3; runs++) {
      await stage.seen(({ operation, type }) => operation === "finish" && type === "ok", finishMilliseconds);
    }
    return [];
  },
};

/** The fault of that name, as `tercet jobs verify` knows it. Throws where there is none. */
export function faultNamed(name: string): Fault {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`there is no fault ${name}`);
  return fault;
}

/** Runs a target's workers once, under a fault at one point or without any, and tells what was seen and judged. */
export async function tryTarget(
  target: ReservationTarget,
  database: StartedDatabase,
  { fault, at }: { readonly fault: Fault; readonly at?: string },
): Promise<{ events: readonly HistoryEvent[]; verdicts: Record<Property, Judgement["verdict"]> }> {
  const points = pointsOf(milestonesOf(target)).filter(({ name }) => name === at);
  const { history, judged } = await verifyReservation({
    ...{ target, mutant: undefined, fault, points, database, seed: 1 },
    random: createRandom(1, fault.name),
    signal: new AbortController().signal,
  });
  const verdicts = Object.fromEntries(judged.judgements.map(({ property, verdict }) => [property, verdict]));
  return { events: history.events, verdicts: verdicts as Record<Property, Judgement["verdict"]> };
}
