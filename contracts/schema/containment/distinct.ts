import type { Json } from "../../json.ts";
import { canonical } from "../equality.ts";
import type { Formula } from "./formula.ts";
import { attempt, type Outcome, Undecided, unsat } from "./outcome.ts";
import type { Solver } from "./solve.ts";
import { valueFormula } from "./values.ts";

/** More places with values of their own are not looked at. */
const maxPlaces = 64;

/**
 * A value for each formula, no two equal. A formula that has at least as many values as there are places can always be
 * given one; the others are listed completely, so that it is a question of matching (Hall's marriage theorem).
 */
export function distinctValues(solver: Solver, formulas: readonly Formula[]): Outcome {
  if (formulas.length > maxPlaces) throw new Undecided("it needs too many different items");
  const listed = new Map<Formula, Listed>();
  for (const formula of formulas) {
    if (!listed.has(formula)) listed.set(formula, list(solver, formula, formulas.length));
    if (listed.get(formula)?.values.length === 0) return unsat;
  }
  // By the text of a value, the place that has it.
  const owners = new Map<string, number>();
  const given: unknown[] = [];
  for (const place of formulas.keys()) {
    if (give(place, new Set())) continue;
    if (formulas.some((formula) => listed.get(formula)?.complete === false)) {
      throw new Undecided("it could not be found how many different items there can be");
    }
    return unsat;
  }
  return { kind: "sat", value: given };

  /** An augmenting path (Kuhn). */
  function give(place: number, tried: Set<string>): boolean {
    solver.budget.spend();
    for (const value of listed.get(formulas[place] as Formula)?.values ?? []) {
      const text = canonical(value);
      if (tried.has(text)) continue;
      tried.add(text);
      const owner = owners.get(text);
      if (owner !== undefined && !give(owner, tried)) continue;
      owners.set(text, place);
      given[place] = value;
      return true;
    }
    return false;
  }
}

interface Listed {
  readonly values: readonly unknown[];
  /** False: there may be other values that were not found. */
  readonly complete: boolean;
}

/** Up to so many different values of a formula. */
function list(solver: Solver, formula: Formula, count: number): Listed {
  const values: unknown[] = [];
  let rest = formula;
  while (values.length < count) {
    const outcome = attempt(() => solver.solve(rest));
    if (outcome.kind === "unsat") return { values, complete: true };
    if (outcome.kind === "open") return { values, complete: false };
    values.push(outcome.value);
    const found = valueFormula(solver.formulas, [outcome.value as Json]);
    rest = solver.formulas.all([rest, solver.formulas.not(found)]);
  }
  return { values, complete: true };
}
