import { type Atom, type Formula, types } from "./formula.ts";
import { byName, isListed, type Members, namesIn, speakingOf } from "./names.ts";
import { attempt, type Outcome, Undecided, unsat } from "./outcome.ts";
import type { Solver } from "./solve.ts";

/** A name that the statements speak of, or a class of names that they do not tell apart. */
interface Cell {
  /** One name, or some names of the class. */
  readonly names: readonly string[];
  /** There are more names than these. */
  readonly more: boolean;
  /** What the value of a member with such a name has to meet. */
  readonly value: Formula;
  /** Which of the demands a member with such a name can meet. */
  readonly serves: ReadonlySet<Members>;
}

interface Chosen {
  readonly cell: Cell;
  readonly value: Formula;
}

/** A witness with more members would help nobody. */
const maxMembers = 1_000;
/** More statements about names are not split into classes: there could be two to the power of them. */
const maxDistinctions = 12;

/**
 * An object for statements about its members. Members with different names do not know of each other, so each statement
 * "some member …" (a demand) needs one member; two demands can be met by the same one. Names that all statements treat
 * alike are one cell, so it does not matter which of them is taken, only that there are enough.
 */
export function solveObject(solver: Solver, atoms: readonly Atom[]): Outcome {
  const { formulas, strings, budget } = solver;
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  const rules: Members[] = [];
  const demands: Members[] = [];
  for (const atom of atoms) {
    if (atom.kind === "size") {
      if (atom.is === "least") least = Math.max(least, atom.count);
      else most = Math.min(most, atom.count);
    } else if (atom.kind === "members") (atom.is === "every" ? rules : demands).push(atom);
  }
  if (least > most) return unsat;
  if (demands.length === 0 && least === 0) return { kind: "sat", value: {} };
  const spoken = new Set([...rules, ...demands].flatMap(({ name }) => [...namesIn(name)]));
  const [rulesByName, demandsByName] = [byName(rules), byName(demands)];
  let namedCells: readonly Cell[] | undefined;
  let classes: readonly Cell[] | undefined;
  const forced = demands.filter(({ name }) => isListed(name) && namesIn(name).size === 1);
  const start = meetForced();
  return start === undefined
    ? unsat
    : meet(
        demands.filter((demand) => !forced.includes(demand)),
        start,
      );

  /** What is asked of one name is asked of one member; undefined: it cannot have a value. */
  function meetForced(): ReadonlyMap<string, Chosen> | undefined {
    const chosen = new Map<string, Chosen>();
    for (const demand of forced) {
      const [name = ""] = namesIn(demand.name);
      const cell = chosen.get(name)?.cell ?? cellOf(name);
      if (!cell.serves.has(demand)) return undefined;
      chosen.set(name, { cell, value: formulas.all([chosen.get(name)?.value ?? cell.value, demand.value]) });
    }
    if (chosen.size > most) return undefined;
    const impossible = [...chosen.values()].some(({ value }) => attempt(() => solver.solve(value)).kind === "unsat");
    return impossible ? undefined : chosen;
  }

  /** Takes one demand after the other, and for each all cells in which it can be met, alone or with others. */
  function meet([demand, ...others]: readonly Members[], chosen: ReadonlyMap<string, Chosen>): Outcome {
    budget.spend();
    if (demand === undefined) return fill(chosen);
    let open: Outcome | undefined;
    for (const [name, cell] of placesFor(demand, chosen)) {
      const before = chosen.get(name);
      if (before === undefined && chosen.size >= most) continue;
      const value = formulas.all([before?.value ?? cell.value, demand.value]);
      const own = attempt(() => solver.solve(value));
      if (own.kind === "unsat") continue;
      const outcome =
        own.kind === "open" ? own : attempt(() => meet(others, new Map(chosen).set(name, { cell, value })));
      if (outcome.kind === "sat") return outcome;
      if (outcome.kind === "open") open ??= outcome;
    }
    return open ?? unsat;
  }

  function* placesFor(demand: Members, chosen: ReadonlyMap<string, Chosen>): Iterable<[string, Cell]> {
    for (const cell of named()) if (cell.serves.has(demand)) yield [cell.names[0] as string, cell];
    if (isListed(demand.name)) return;
    for (const cell of otherCells()) {
      if (!cell.serves.has(demand)) continue;
      const fresh = cell.names.find((name) => !chosen.has(name));
      if (fresh !== undefined) yield [fresh, cell];
      for (const [name, taken] of chosen) if (taken.cell === cell) yield [name, cell];
      if (fresh === undefined && cell.more) throw new Undecided("it needs more names than were looked for");
    }
  }

  /** Adds members until there are enough; which demands were met by which member makes no difference to that. */
  function fill(chosen: ReadonlyMap<string, Chosen>): Outcome {
    if (least > maxMembers) return tooMany(chosen);
    const values = new Map([...chosen].map(([name, { value }]) => [name, value]));
    if (values.size < least) {
      for (const cell of [...named(), ...otherCells()]) {
        const free = cell.names.filter((name) => !values.has(name));
        if (free.length === 0 || solver.solve(cell.value).kind === "unsat") continue;
        for (const name of free) if (values.size < least) values.set(name, cell.value);
        if (values.size < least && cell.more) throw new Undecided("it needs more names than were looked for");
      }
      if (values.size < least) return unsat;
    }
    const entries: [string, unknown][] = [];
    for (const [name, value] of values) {
      const outcome = solver.solve(value);
      if (outcome.kind !== "sat") return outcome;
      entries.push([name, outcome.value]);
    }
    return { kind: "sat", value: Object.fromEntries(entries) };
  }

  /** So many members are not written down, but that there cannot be so many may still be seen. */
  function tooMany(chosen: ReadonlyMap<string, Chosen>): Outcome {
    let count = chosen.size;
    for (const cell of [...named(), ...otherCells()]) {
      const free = cell.names.filter((name) => !chosen.has(name));
      if (solver.solve(cell.value).kind === "unsat") continue;
      if (cell.more) throw new Undecided(`its smallest witness has ${least} members`);
      count += free.length;
    }
    if (count < least) return unsat;
    throw new Undecided(`its smallest witness has ${least} members`);
  }

  function cellOf(name: string): Cell {
    budget.spend();
    return {
      names: [name],
      more: false,
      value: formulas.all(speakingOf(solver, rulesByName, name).map(({ value }) => value)),
      serves: new Set(speakingOf(solver, demandsByName, name)),
    };
  }

  function named(): readonly Cell[] {
    namedCells ??= [...spoken].map(cellOf);
    return namedCells;
  }

  /** The classes of all names that no statement mentions. */
  function otherCells(): readonly Cell[] {
    classes ??= classesOf();
    return classes;
  }

  function classesOf(): readonly Cell[] {
    const unspoken = formulas.atom({ kind: "string", test: { is: "notIn", values: [...spoken].sort() } });
    const plain = new Map(
      [...rules, ...demands].map((atom) => [atom, outside(solver.ofType(atom.name, types.string))]),
    );
    const distinctions = [...new Set(plain.values())].filter(
      (name) => name !== formulas.anything && name !== formulas.nothing,
    );
    if (distinctions.length > maxDistinctions) throw new Undecided("its names fall into too many classes");
    const wanted = Math.min(least, maxMembers) + demands.length;
    const found: Cell[] = [];
    split(unspoken, distinctions, new Set());
    return found;

    function split(names: Formula, [next, ...later]: readonly Formula[], holding: ReadonlySet<Formula>): void {
      budget.spend();
      if (next !== undefined) {
        const outer = formulas.all([names, solver.ofType(formulas.not(next), types.string)]);
        if (strings.texts(outer, 1).members.length > 0) split(outer, later, holding);
        const inner = formulas.all([names, next]);
        if (strings.texts(inner, 1).members.length > 0) split(inner, later, new Set([...holding, next]));
        return;
      }
      const { members, exhausted } = strings.texts(names, wanted);
      const speaks = (atom: Members) => {
        const name = plain.get(atom) as Formula;
        return name === formulas.anything || holding.has(name);
      };
      found.push({
        names: members,
        more: !exhausted,
        value: formulas.all(rules.filter(speaks).map(({ value }) => value)),
        serves: new Set(demands.filter(speaks)),
      });
    }
  }

  /** A statement about names as it reads for names that are mentioned nowhere. */
  function outside(name: Formula): Formula {
    if (name.kind === "string" && name.test.is === "in") return formulas.nothing;
    if (name.kind === "string" && name.test.is === "notIn") return formulas.anything;
    if (name.kind === "all") return formulas.all(name.parts.map(outside));
    return name.kind === "any" ? formulas.any(name.parts.map(outside)) : name;
  }
}
