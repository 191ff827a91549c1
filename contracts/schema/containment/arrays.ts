import { distinctValues } from "./distinct.ts";
import type { Atom, Formula } from "./formula.ts";
import { attempt, type Outcome, Undecided, unsat } from "./outcome.ts";
import type { Solver } from "./solve.ts";

type Items = Extract<Atom, { kind: "items" }>;

/** A place of the array, as far as it has been decided. */
interface Slot {
  readonly value: Formula;
  /** The position of an earlier slot whose value this one repeats. */
  readonly same?: number;
}

interface Progress {
  readonly slots: readonly Slot[];
  /** What is left to be counted, by the counted statements. */
  readonly left: readonly number[];
}

/** A witness with more items would help nobody. */
const maxItems = 50_000;
/** More items are not chosen one by one. */
const maxChoices = 300;
/** More items that differ from each other are not looked for. */
const maxDifferent = 40;

/**
 * An array for statements about its items. Positions up to the last that a statement singles out are looked at one by
 * one, all later ones are alike. At each position it is chosen which counted statements its item is to meet ("at least")
 * or to fail ("at most"); what is not chosen binds nothing. An item after the singled out positions is only added where it
 * serves a count or the length: without it the array would be as good.
 */
export function solveArray(solver: Solver, atoms: readonly Atom[]): Outcome {
  const { formulas, budget } = solver;
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  const bans: Items[] = [];
  const counted: Items[] = [];
  let unique: boolean | undefined;
  for (const atom of atoms) {
    if (atom.kind === "size") {
      if (atom.is === "least") least = Math.max(least, atom.count);
      else most = Math.min(most, atom.count);
    } else if (atom.kind === "unique") unique = atom.unique;
    else if (atom.kind === "items") (atom.is === "most" && atom.count === 0 ? bans : counted).push(atom);
  }
  for (const atom of counted) {
    if (atom.is === "least") least = Math.max(least, atom.from + atom.count);
  }
  if (unique === false) least = Math.max(least, 2);
  if (least > most) return unsat;
  // The same items, wanted more often than they may be there.
  for (const wanted of counted) {
    for (const allowed of counted) {
      if (wanted.is !== "least" || allowed.is !== "most" || wanted.item !== allowed.item) continue;
      if (wanted.from >= allowed.from && wanted.to <= allowed.to && wanted.count > allowed.count) return unsat;
    }
  }
  if (unique === true && least > maxDifferent) return tooManyDifferent();
  const bounds = [...bans, ...counted].flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const singled = Math.max(0, ...bounds);
  const values: Formula[] = [];
  const start = counted.map(({ count }) => count);
  const failed = new Set<string>();
  if (unique !== false) return place({ slots: [], left: start }, undefined);
  return repeated();

  /** Two equal items: every pair of positions, where all the later positions are alike. */
  function repeated(): Outcome {
    let open: Outcome | undefined;
    for (let second = singled + 1; second > 0; second--) {
      for (let first = second - 1; first >= 0; first--) {
        if (second >= most) continue;
        failed.clear();
        const outcome = attempt(() => place({ slots: [], left: start }, [first, second]));
        if (outcome.kind === "sat") return outcome;
        if (outcome.kind === "open") open ??= outcome;
      }
    }
    return open ?? unsat;
  }

  /** A beginning of an array with different items has different items too. */
  function tooManyDifferent(): Outcome {
    const shorter = atoms.filter((atom) => atom.kind !== "size" && !(atom.kind === "items" && atom.is === "least"));
    const size = formulas.atom({ kind: "size", of: "array", is: "least", count: maxDifferent });
    const outcome = solveArray(solver, [...shorter, size as Atom]);
    if (outcome.kind === "unsat") return unsat;
    throw new Undecided("it needs too many different items");
  }

  /** What an item at this position has to meet; all positions behind those that are singled out are one. */
  function valueAt(place: number): Formula {
    const position = Math.min(place, singled);
    values[position] ??= allowedAt(position);
    return values[position];
  }

  function allowedAt(position: number): Formula {
    budget.spend(bans.length / 16);
    const banned = bans.filter(({ from, to }) => from <= position && position < to);
    return formulas.all(banned.map(({ item }) => formulas.not(item)));
  }

  function place(progress: Progress, pair: readonly [number, number] | undefined): Outcome {
    budget.spend();
    const { slots, left } = progress;
    const position = slots.length;
    const needed = Math.max(least, pair === undefined ? 0 : pair[1] + 1);
    const wanting = counted.some((atom, index) => atom.is === "least" && (left[index] as number) > 0);
    if (!wanting && position >= needed) return assemble(slots);
    if (position >= most) return unsat;
    if (position > maxChoices) throw new Undecided("it needs too many items");
    const key = keyOf(progress, needed, pair);
    if (unique !== true && failed.has(key)) return unsat;
    let open: Outcome | undefined;
    for (const next of choices(progress, pair, wanting, needed)) {
      const outcome = attempt(() => place(next, pair));
      if (outcome.kind === "sat") return outcome;
      if (outcome.kind === "open") open ??= outcome;
    }
    if (open === undefined) failed.add(key);
    return open ?? unsat;
  }

  /** Positions behind all that is singled out differ only in how many are still to come. */
  function keyOf({ slots, left }: Progress, needed: number, pair: readonly [number, number] | undefined): string {
    const position = slots.length;
    if (pair !== undefined || position <= singled) return `${position} ${left.join(" ")}`;
    return `+ ${Math.max(0, needed - position)} ${most - position} ${left.join(" ")}`;
  }

  function* choices(
    { slots, left }: Progress,
    pair: readonly [number, number] | undefined,
    wanting: boolean,
    needed: number,
  ): Iterable<Progress> {
    const position = slots.length;
    if (pair?.[1] === position) {
      const value = (slots[pair[0]] as Slot).value;
      const next = counts(position, left, value);
      if (next !== undefined) yield { slots: [...slots, { value, same: pair[0] }], left: next };
      return;
    }
    const own = valueAt(position);
    const shared = pair?.[0] === position ? [own, valueAt(pair[1])] : [own];
    const covers = (atom: Items, at: number) => atom.from <= at && at < atom.to;
    const concerned = counted.filter(
      (atom) => covers(atom, position) || (pair?.[0] === position && covers(atom, pair[1])),
    );
    if (!wanting && pair === undefined && position >= singled && needed - position > 64 && unique !== true) {
      yield* filled({ slots, left }, concerned, needed);
      return;
    }
    for (const value of claims(formulas.all(shared), concerned, left)) {
      const next = counts(position, left, value);
      if (next === undefined) continue;
      const serves = next.some((count, index) => counted[index]?.is === "least" && count < (left[index] as number));
      if (position >= Math.max(singled, needed) && !serves) continue;
      yield { slots: [...slots, { value }], left: next };
    }
  }

  /** Many more of the same. */
  function* filled({ slots, left }: Progress, concerned: readonly Items[], needed: number): Iterable<Progress> {
    const limits = concerned.filter(({ is }) => is === "most");
    const value = formulas.all([valueAt(singled), ...limits.map(({ item }) => formulas.not(item))]);
    const outcome = solver.solve(value);
    if (outcome.kind === "sat" && needed <= maxItems) {
      yield { slots: [...slots, ...Array.from({ length: needed - slots.length }, () => ({ value }))], left };
      return;
    }
    if (outcome.kind === "unsat") {
      const spare = limits.reduce((sum, atom) => sum + (left[counted.indexOf(atom)] as number), 0);
      if (spare < needed - slots.length) return;
    }
    throw new Undecided(`its smallest witness has ${needed} items`);
  }

  /** The ways to meet or fail what is counted, the freest for "at most" first. */
  function* claims(value: Formula, [atom, ...others]: readonly Items[], left: readonly number[]): Iterable<Formula> {
    budget.spend();
    if (solver.solve(value).kind === "unsat") return;
    if (atom === undefined) {
      yield value;
      return;
    }
    const remaining = left[counted.indexOf(atom)] as number;
    const chosen = atom.is === "least" ? atom.item : formulas.not(atom.item);
    if (atom.is === "most" || remaining > 0) yield* claims(formulas.all([value, chosen]), others, left);
    if (atom.is === "least" || remaining > 0) yield* claims(value, others, left);
  }

  /** What is left to be counted after an item of this kind; undefined: there is one too many. */
  function counts(position: number, left: readonly number[], value: Formula): readonly number[] | undefined {
    const next = counted.map((atom, index) => {
      const before = left[index] as number;
      if (position < atom.from || position >= atom.to) return before;
      if (atom.is === "least") return entails(value, atom.item) ? Math.max(0, before - 1) : before;
      return entails(value, formulas.not(atom.item)) ? before : before - 1;
    });
    return next.some((count) => count < 0) ? undefined : next;
  }

  /** Seen at once: what is conjoined is implied. */
  function entails(value: Formula, implied: Formula): boolean {
    if (implied === formulas.anything || value === implied) return true;
    return formulas.all([value, implied]) === value;
  }

  function assemble(slots: readonly Slot[]): Outcome {
    if (unique === true)
      return distinctValues(
        solver,
        slots.map(({ value }) => value),
      );
    const items: unknown[] = [];
    for (const { value, same } of slots) {
      const outcome = same === undefined ? solver.solve(value) : undefined;
      if (outcome !== undefined && outcome.kind !== "sat") return outcome;
      items.push(same === undefined ? (outcome as { value: unknown }).value : items[same]);
    }
    return { kind: "sat", value: items };
  }
}
