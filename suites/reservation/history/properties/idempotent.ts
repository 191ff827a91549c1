import { outcomes } from "../event.ts";
import { identityOf } from "../identity.ts";
import { breach, createTally, type PropertyCheck } from "../judgement.ts";
import type { Observed } from "../observed.ts";
import type { Effect, Slot } from "../slot.ts";
import { settling } from "./settling.ts";

/**
 * L3: a slot that was run again after its owner was lost ends with the same effects as one that was run once: each
 * milestone of the job, once. The milestones are those of the header, or else those of the first slot of the job that one
 * run finished.
 *
 * It is exercised by each slot that succeeded after more than one run.
 */
export function idempotent(milestones: readonly string[] | undefined): PropertyCheck {
  const tally = createTally();
  const declared = milestones?.map((name) => ({ milestone: identityOf(name), name }));
  const learned: (readonly Effect[] | undefined)[] = [];

  function observe(event: Observed): void {
    const slot = settling(event);
    if (slot === undefined || event.outcome === failed) return;
    const { index } = event.job;
    if (slot.runs <= 1) {
      learned[index] ??= [...slot.effects];
      return;
    }
    const expected = declared ?? learned[index];
    if (expected === undefined) return;
    tally.exercised++;
    judge(event.number, slot, expected);
  }

  function judge(number: number, slot: Slot, expected: readonly Expected[]): void {
    for (const one of expected) {
      const had = slot.effects.filter(({ milestone }) => milestone === one.milestone);
      if (had.length === 1) continue;
      const times = had.length === 0 ? "never" : `${had.length} times`;
      breach(
        tally,
        [number, slot.first, one.number ?? number, ...had.map((effect) => effect.number)].slice(0, 8),
        (finish, _first, example) =>
          `${finish?.worker} finished ${finish?.slot ?? finish?.job} after ${slot.runs} runs, and "${one.name ?? example?.milestone}" had its effect ${times} instead of once`,
      );
    }
  }

  return { property: "idempotent", on: { finish: { ok: observe } }, result: () => tally };
}

const failed = outcomes.indexOf("failed") + 1;

/** A milestone that a run has, by its name or by an event that names it. */
interface Expected {
  readonly milestone: number;
  readonly name?: string;
  readonly number?: number;
}
