import type { Atom, Formula } from "./formula.ts";
import type { Solver } from "./solve.ts";

/** A statement about the members of an object. */
export type Members = Extract<Atom, { kind: "members" }>;

/** Statements by the names that they are limited to; the others may speak of any name. */
export interface ByName {
  readonly listed: ReadonlyMap<string, readonly Members[]>;
  readonly others: readonly Members[];
}

export function byName(atoms: readonly Members[]): ByName {
  const listed = new Map<string, Members[]>();
  for (const atom of atoms.filter(({ name }) => isListed(name))) {
    for (const name of namesIn(atom.name)) {
      const same = listed.get(name);
      if (same === undefined) listed.set(name, [atom]);
      else same.push(atom);
    }
  }
  return { listed, others: atoms.filter(({ name }) => !isListed(name)) };
}

/** The statements that speak of members with this name. */
export function speakingOf(solver: Solver, { listed, others }: ByName, name: string): readonly Members[] {
  return [...(listed.get(name) ?? []), ...others].filter((atom) => solver.holds(atom.name, name));
}

/** The names that a statement about names mentions. */
export function namesIn(name: Formula): ReadonlySet<string> {
  if (name.kind === "all" || name.kind === "any") return new Set(name.parts.flatMap((part) => [...namesIn(part)]));
  if (name.kind === "string" && (name.test.is === "in" || name.test.is === "notIn")) return new Set(name.test.values);
  return new Set();
}

/** Whether a statement about names holds for mentioned names only. */
export function isListed(name: Formula): boolean {
  if (name.kind === "string") return name.test.is === "in";
  if (name.kind === "all") return name.parts.some(isListed);
  return name.kind === "any" && name.parts.every(isListed);
}
