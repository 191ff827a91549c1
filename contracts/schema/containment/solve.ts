import { solveArray } from "./arrays.ts";
import type { Budget } from "./budget.ts";
import { type Atom, type Formula, type Formulas, isAtom, typeOf, types } from "./formula.ts";
import { solveNumber } from "./numbers.ts";
import { solveObject } from "./objects.ts";
import { attempt, type Outcome, Undecided, unsat } from "./outcome.ts";
import { createRefuter } from "./refute.ts";
import type { Strings } from "./strings.ts";

/** Finds a value for a formula. */
export interface Solver {
  readonly formulas: Formulas;
  readonly strings: Strings;
  readonly budget: Budget;
  solve(goal: Formula): Outcome;
  holds(formula: Formula, value: unknown): boolean;
  /** A formula as it reads for values of one type. */
  ofType(formula: Formula, type: number): Formula;
}

/** From here on the stack of calls could come to its end. */
const maxDepth = 200;
/** A choice among more parts is thinned out first. */
const wideClause = 4;

interface Frame {
  readonly goal: Formula;
  /** The outermost goal of the stack that was assumed to be unsatisfiable on the way; its own depth or more: none. */
  lowest: number;
  readonly firstTentative: number;
}

interface Search {
  readonly literals: Map<number, Atom>;
  readonly clauses: readonly Formula[];
}

/**
 * A tableau: a goal is split by the type of the value, then by its disjunctions, and what is left, a conjunction of
 * statements about one type, is decided by the rules of that type.
 *
 * A goal that is met again strictly inside of itself is taken for unsatisfiable there: if it had a value at all, it would
 * have a smallest one, and that one has no value of the same goal inside. What was found under such an assumption holds
 * as long as the assumption does.
 */
export function createSolver(
  formulas: Formulas,
  budget: Budget,
  strings: Strings,
  holds: (formula: Formula, value: unknown) => boolean,
): Solver {
  const known = new Map<number, Outcome>();
  const active = new Map<number, number>();
  const stack: Frame[] = [];
  /** Goals without a value under assumptions that still stand. */
  const tentative: { readonly id: number; lowest: number }[] = [];
  const tentatively = new Map<number, { readonly id: number; lowest: number }>();
  const typed = new Map<number, Map<number, Formula>>();
  const solver: Solver = { formulas, strings, budget, solve, holds, ofType };
  return solver;

  function solve(goal: Formula): Outcome {
    if (goal === formulas.nothing) return unsat;
    const found = known.get(goal.id);
    if (found !== undefined) return found;
    const assumed = tentatively.get(goal.id);
    if (assumed !== undefined) return lean(assumed.lowest);
    const again = active.get(goal.id);
    if (again !== undefined) return lean(again);
    if (stack.length > maxDepth) throw new Undecided("it is nested too deeply");
    budget.spend();
    const depth = stack.length;
    const frame: Frame = { goal, lowest: Number.POSITIVE_INFINITY, firstTentative: tentative.length };
    stack.push(frame);
    active.set(goal.id, depth);
    let outcome: Outcome = { kind: "open", reason: "" };
    try {
      outcome = attempt(() => byType(goal));
    } finally {
      stack.pop();
      active.delete(goal.id);
      settle(frame, depth, outcome);
    }
    return outcome;
  }

  function lean(depth: number): Outcome {
    const top = stack.at(-1);
    if (top !== undefined) top.lowest = Math.min(top.lowest, depth);
    return unsat;
  }

  function settle({ goal, lowest, firstTentative }: Frame, depth: number, outcome: Outcome): void {
    const made = tentative.splice(firstTentative);
    const parent = stack.at(-1);
    const leans = lowest < depth;
    if (leans && parent !== undefined) parent.lowest = Math.min(parent.lowest, lowest);
    if (outcome.kind !== "unsat") {
      for (const entry of made) tentatively.delete(entry.id);
      if (outcome.kind === "sat" || !leans) known.set(goal.id, outcome);
      return;
    }
    for (const entry of made) {
      if (leans) {
        entry.lowest = Math.min(entry.lowest, lowest);
        tentative.push(entry);
      } else {
        tentatively.delete(entry.id);
        known.set(entry.id, unsat);
      }
    }
    if (!leans) {
      known.set(goal.id, unsat);
      return;
    }
    const entry = { id: goal.id, lowest };
    tentative.push(entry);
    tentatively.set(goal.id, entry);
  }

  function byType(goal: Formula): Outcome {
    let open: Outcome | undefined;
    for (const type of order) {
      const outcome = attempt(() => ofOneType(ofType(goal, type), type));
      if (outcome.kind === "sat") return outcome;
      if (outcome.kind === "open") open ??= outcome;
    }
    return open ?? unsat;
  }

  function ofOneType(formula: Formula, type: number): Outcome {
    if (formula === formulas.nothing) return unsat;
    const constant = constants.get(type);
    if (constant !== undefined) return { kind: "sat", value: constant.value };
    if (type === types.string) {
      const direct = attempt(() => {
        const { members } = strings.texts(formula, 1);
        return members.length === 0 ? unsat : { kind: "sat", value: members[0] };
      });
      if (direct.kind !== "open") return direct;
    }
    return search([formula], { literals: new Map(), clauses: [] }, type);
  }

  /** For one type only: types and other types' atoms are true or false, and what is deferred is looked into. */
  function ofType(formula: Formula, type: number, path: readonly number[] = []): Formula {
    if (formula.kind === "type") return (formula.mask & type) === 0 ? formulas.nothing : formulas.anything;
    if (isAtom(formula)) return typeOf(formula) === type ? formula : formulas.anything;
    const ofThisType = typed.get(type) ?? new Map<number, Formula>();
    typed.set(type, ofThisType);
    const found = ofThisType.get(formula.id);
    if (found !== undefined) return found;
    budget.spend();
    const result = reduced(formula, type, path);
    ofThisType.set(formula.id, result);
    return result;
  }

  function reduced(formula: Formula, type: number, path: readonly number[]): Formula {
    switch (formula.kind) {
      case "deferred": {
        if (path.includes(formula.id)) throw new Undecided("a schema refers to itself without end");
        const inner = ofType(formula.schema.expand(), type, [...path, formula.id]);
        return formula.negated ? ofType(formulas.not(inner), type, path) : inner;
      }
      case "all":
      case "any": {
        const parts = formula.parts.map((part) => ofType(part, type, path));
        return formula.kind === "all" ? formulas.all(parts) : formulas.any(parts);
      }
      default:
        return formula;
    }
  }

  function search(added: readonly Formula[], from: Search, type: number): Outcome {
    budget.spend();
    const state = propagate(added, from, type);
    if (state === undefined) return unsat;
    const { literals, clauses } = state;
    const outcome = attempt(() => conjunction([...literals.values()], type));
    if (outcome.kind === "unsat") return unsat;
    const unmet = outcome.kind === "sat" ? clauses.filter((clause) => !meets(clause, outcome.value)) : clauses;
    if (unmet.length === 0) return outcome;
    const clause = unmet.reduce((left, right) => (width(right) < width(left) ? right : left));
    const others = clauses.filter((other) => other !== clause);
    const failed: Formula[] = [];
    const parts = clause.kind === "any" ? clause.parts : [clause];
    const refutes = parts.length > wideClause ? createRefuter(solver, literals.values()) : () => false;
    let open: Outcome | undefined;
    for (const part of parts) {
      if (refutes(part)) continue;
      const next = attempt(() => search([...failed, part], { literals, clauses: others }, type));
      if (next.kind === "sat") return next;
      if (next.kind === "open") open ??= next;
      // The values of this branch have been looked at.
      if (isAtom(part)) failed.push(formulas.opposite(part));
    }
    return open ?? unsat;
  }

  function meets(clause: Formula, value: unknown): boolean {
    try {
      return holds(clause, value);
    } catch (error) {
      if (error instanceof Undecided && error.name === "Undecided") return false;
      throw error;
    }
  }

  /** Takes what must hold until only choices are left; undefined: a contradiction. */
  function propagate(added: readonly Formula[], from: Search, type: number): Search | undefined {
    const literals = new Map(from.literals);
    let clauses = new Map(from.clauses.map((clause) => [clause.id, clause]));
    const waiting = [...added];
    for (;;) {
      for (let formula = waiting.pop(); formula !== undefined; formula = waiting.pop()) {
        const current = ofType(formula, type);
        if (current === formulas.nothing) return undefined;
        if (current === formulas.anything) continue;
        if (current.kind === "all") waiting.push(...current.parts);
        else if (current.kind === "any") clauses.set(current.id, current);
        else if (isAtom(current)) {
          if (literals.has(current.id)) continue;
          const other = formulas.opposite(current);
          if (literals.has(other.id)) return undefined;
          literals.set(current.id, current);
        }
      }
      const left = new Map<number, Formula>();
      budget.spend(clauses.size / 16);
      for (const clause of clauses.values()) {
        const simpler = simplified(clause, literals);
        if (simpler === formulas.nothing) return undefined;
        if (simpler === formulas.anything) continue;
        if (simpler.kind === "any") left.set(simpler.id, simpler);
        else waiting.push(simpler);
      }
      clauses = left;
      if (waiting.length === 0) return { literals, clauses: [...clauses.values()] };
    }
  }

  function simplified(formula: Formula, literals: ReadonlyMap<number, Atom>): Formula {
    if (isAtom(formula)) {
      if (literals.has(formula.id)) return formulas.anything;
      const other = formulas.opposite(formula);
      return literals.has(other.id) ? formulas.nothing : formula;
    }
    if (formula.kind !== "any" && formula.kind !== "all") return formula;
    const parts = formula.parts.map((part) => simplified(part, literals));
    if (parts.every((part, index) => part === formula.parts[index])) return formula;
    return formula.kind === "any" ? formulas.any(parts) : formulas.all(parts);
  }

  function conjunction(atoms: readonly Atom[], type: number): Outcome {
    switch (type) {
      case types.number:
        return solveNumber(
          atoms.flatMap((atom) => (atom.kind === "number" ? [atom.test] : [])),
          budget,
        );
      case types.string: {
        const { members } = strings.texts(formulas.all(atoms), 1);
        return members.length === 0 ? unsat : { kind: "sat", value: members[0] };
      }
      case types.array:
        return solveArray(solver, atoms);
      default:
        return solveObject(solver, atoms);
    }
  }
}

/** The cheapest to read and to find first. */
const order = [types.string, types.number, types.true, types.false, types.null, types.object, types.array] as const;
const constants = new Map<number, { readonly value: unknown }>([
  [types.null, { value: null }],
  [types.true, { value: true }],
  [types.false, { value: false }],
]);

function width(formula: Formula): number {
  return formula.kind === "any" ? formula.parts.length : 1;
}
