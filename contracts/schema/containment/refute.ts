import type { Atom, Formula } from "./formula.ts";
import { byName, isListed, type Members, namesIn, speakingOf } from "./names.ts";
import { attempt } from "./outcome.ts";
import type { Solver } from "./solve.ts";

/**
 * Tells, for a statement that asks for one named member or for an item at one position, whether that member or item alone
 * contradicts what holds already. So of a choice among thousands of members only those are tried that can be.
 */
export function createRefuter(solver: Solver, literals: Iterable<Atom>): (formula: Formula) => boolean {
  const { formulas } = solver;
  const rules: Members[] = [];
  const anywhere: Formula[] = [];
  const positions = new Map<number, Formula[]>();
  for (const atom of literals) {
    if (atom.kind === "members" && atom.is === "every") rules.push(atom);
    if (atom.kind !== "items" || atom.is !== "most" || atom.count !== 0) continue;
    if (atom.to - atom.from > 1) anywhere.push(atom);
    else positions.set(atom.from, [...(positions.get(atom.from) ?? []), atom]);
  }
  const rulesByName = byName(rules);
  const impossible = (parts: readonly Formula[]) => attempt(() => solver.solve(formulas.all(parts))).kind === "unsat";

  return (formula) => {
    if (formula.kind === "members" && formula.is === "some" && isListed(formula.name)) {
      const [name, ...others] = namesIn(formula.name);
      if (name === undefined || others.length > 0) return false;
      return impossible([formula.value, ...speakingOf(solver, rulesByName, name).map(({ value }) => value)]);
    }
    if (formula.kind !== "items" || formula.is !== "least" || formula.to - formula.from !== 1) return false;
    const bans = [...(positions.get(formula.from) ?? []), ...anywhere].flatMap((ban) =>
      ban.kind === "items" && ban.from <= formula.from && formula.from < ban.to ? [formulas.not(ban.item)] : [],
    );
    return impossible([formula.item, ...bans]);
  };
}
