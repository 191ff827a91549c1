/** Why a question is left open; caught where another branch may still answer it. */
export class Undecided extends Error {
  override readonly name = "Undecided";
}

/** Thrown through everything: the whole question has used up its steps or its time. */
export class Exhausted extends Undecided {}

/** Whether a goal can be met: by which value, not at all, or it could not be found out. */
export type Outcome =
  | { readonly kind: "sat"; readonly value: unknown }
  | { readonly kind: "unsat" }
  | { readonly kind: "open"; readonly reason: string };

export const unsat: Outcome = { kind: "unsat" };

/** Runs a part of a search; a part that cannot be decided is an outcome, so that its siblings are still looked at. */
export function attempt(search: () => Outcome): Outcome {
  try {
    return search();
  } catch (error) {
    if (error instanceof Exhausted || !(error instanceof Undecided)) throw error;
    return { kind: "open", reason: error.message };
  }
}

/** Takes the first success of several searches; when none succeeds, one that was left open keeps all of it open. */
export function firstOf(searches: Iterable<() => Outcome>): Outcome {
  let open: Outcome | undefined;
  for (const search of searches) {
    const outcome = attempt(search);
    if (outcome.kind === "sat") return outcome;
    if (outcome.kind === "open") open ??= outcome;
  }
  return open ?? unsat;
}
