import { CharBase, CharSet } from "refa";

/** The largest code point; patterns speak of code points (ECMA-262, flag `u`). */
export const maxCharacter = 0x10ffff;
export const anyCharacter = CharSet.all(maxCharacter);

/**
 * A regular expression over code points with intersection and complement. It is not turned into an automaton: its
 * derivatives are the states (Brzozowski 1964; with classes of characters: Stanford, Veanes, Bjørner, PLDI 2021), so only
 * what a question touches is ever made. Equal expressions are the same object of one `Expressions`.
 */
export type Expression = { readonly id: number /** Whether the empty text is a member. */; readonly empty: boolean } & (
  | { readonly kind: "nothing" }
  | { readonly kind: "empty" }
  | { readonly kind: "character"; readonly set: CharSet }
  | { readonly kind: "concatenation"; readonly first: Expression; readonly rest: Expression }
  | { readonly kind: "any" | "all"; readonly parts: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "loop"; readonly of: Expression; readonly least: number; readonly most: number }
);

/** Some characters after which the same is left of an expression. */
export interface Step {
  readonly characters: CharSet;
  readonly rest: Expression;
}

export interface Expressions {
  readonly nothing: Expression;
  readonly empty: Expression;
  /** Every text. */
  readonly anything: Expression;
  character(set: CharSet): Expression;
  concatenation(parts: readonly Expression[]): Expression;
  any(parts: readonly Expression[]): Expression;
  all(parts: readonly Expression[]): Expression;
  not(of: Expression): Expression;
  loop(of: Expression, least: number, most: number): Expression;
  literal(text: string): Expression;
  oneOf(texts: readonly string[]): Expression;
  /** All ways on from an expression, disjoint; ways that lead to nothing are left out. */
  steps(of: Expression): readonly Step[];
}

/** `spend` is called for each expression that is made, and may throw. */
export function createExpressions(spend: () => void): Expressions {
  const known = new Map<string, Expression>();
  const stepsOf = new Map<number, readonly Step[]>();
  const derivatives = new Map<string, Expression>();

  const intern = (key: string, make: () => Omit<Expression, "id"> & { kind: string }): Expression => {
    const found = known.get(key);
    if (found !== undefined) return found;
    spend();
    const made = { ...make(), id: known.size } as Expression;
    known.set(key, made);
    return made;
  };
  const nothing = intern("nothing", () => ({ kind: "nothing", empty: false }));
  const empty = intern("empty", () => ({ kind: "empty", empty: true }));
  const character = (set: CharSet): Expression =>
    set.isEmpty
      ? nothing
      : intern(`character ${set.toRangesString()}`, () => ({ kind: "character", empty: false, set }));
  const oneCharacter = character(anyCharacter);
  const anything = intern(`loop ${oneCharacter.id} 0 Infinity`, () => ({
    kind: "loop",
    empty: true,
    of: oneCharacter,
    least: 0,
    most: Number.POSITIVE_INFINITY,
  }));

  const pair = (first: Expression, rest: Expression): Expression => {
    if (first === nothing || rest === nothing) return nothing;
    if (first === empty) return rest;
    if (rest === empty) return first;
    if (first.kind === "concatenation") return pair(first.first, pair(first.rest, rest));
    if (first === anything && rest === anything) return anything;
    if (first === anything && rest.kind === "concatenation" && rest.first === anything) return rest;
    return intern(`concatenation ${first.id} ${rest.id}`, () => ({
      kind: "concatenation",
      empty: first.empty && rest.empty,
      first,
      rest,
    }));
  };
  const concatenation = (parts: readonly Expression[]) => parts.reduceRight((rest, part) => pair(part, rest), empty);

  const not = (of: Expression): Expression => {
    if (of.kind === "not") return of.of;
    if (of === nothing) return anything;
    if (of === anything) return nothing;
    return intern(`not ${of.id}`, () => ({ kind: "not", empty: !of.empty, of }));
  };

  const loop = (of: Expression, least: number, most: number): Expression => {
    if (most === 0 || of === empty) return empty;
    if (of === nothing) return least === 0 ? empty : nothing;
    if (least === 1 && most === 1) return of;
    const lowest = of.empty ? 0 : least;
    if (of.kind === "loop" && of.least === 0 && of.most === Number.POSITIVE_INFINITY) return of;
    return intern(`loop ${of.id} ${lowest} ${most}`, () => ({
      kind: "loop",
      empty: lowest === 0,
      of,
      least: lowest,
      most,
    }));
  };

  const join = (kind: "any" | "all", given: readonly Expression[]): Expression => {
    const [absorbing, neutral] = kind === "any" ? [anything, nothing] : [nothing, anything];
    const parts = new Map<number, Expression>();
    const sets: CharSet[] = [];
    let [least, most] = [0, Number.POSITIVE_INFINITY];
    const waiting = [...given];
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (part === absorbing) return absorbing;
      if (part === neutral) continue;
      if (part.kind === kind) waiting.push(...part.parts);
      else if (part.kind === "character") sets.push(part.set);
      else if (kind === "all" && part.kind === "loop" && part.of === oneCharacter) {
        [least, most] = [Math.max(least, part.least), Math.min(most, part.most)];
      } else parts.set(part.id, part);
    }
    if (least > most) return nothing;
    if (least > 0 || most < Number.POSITIVE_INFINITY) {
      const bounds = loop(oneCharacter, least, most);
      parts.set(bounds.id, bounds);
    }
    const [firstSet, ...otherSets] = sets;
    if (firstSet !== undefined) {
      const set = otherSets.reduce(
        (left, right) => (kind === "any" ? left.union(right) : left.intersect(right)),
        firstSet,
      );
      const joined = character(set);
      if (joined === absorbing) return absorbing;
      if (joined !== neutral) parts.set(joined.id, joined);
    }
    for (const part of parts.values()) {
      if (part.kind === "not" && parts.has(part.of.id)) return absorbing;
      if (part === empty && kind === "all") return [...parts.values()].every((other) => other.empty) ? empty : nothing;
    }
    const list = [...parts.values()].sort((left, right) => left.id - right.id);
    if (list.length === 0) return neutral;
    if (list.length === 1) return list[0] as Expression;
    return intern(`${kind} ${list.map(({ id }) => id).join(" ")}`, () => ({
      kind,
      empty: kind === "any" ? list.some((part) => part.empty) : list.every((part) => part.empty),
      parts: list,
    }));
  };
  const any = (parts: readonly Expression[]) => join("any", parts);
  const all = (parts: readonly Expression[]) => join("all", parts);

  const literal = (text: string): Expression =>
    concatenation(
      [...text].map((part) => character(CharSet.fromCharacter(maxCharacter, part.codePointAt(0) as number))),
    );

  /** As a tree by first characters, so that a step looks at one branch and not at all texts. */
  const oneOf = (texts: readonly string[]): Expression => {
    if (texts.length <= 1) return texts.length === 0 ? nothing : literal(texts[0] as string);
    const branches = new Map<number, string[]>();
    const parts: Expression[] = [];
    for (const text of texts) {
      const first = text.codePointAt(0);
      if (first === undefined) parts.push(empty);
      else branches.set(first, [...(branches.get(first) ?? []), text.slice(first > 0xffff ? 2 : 1)]);
    }
    for (const [first, rests] of branches) {
      parts.push(pair(character(CharSet.fromCharacter(maxCharacter, first)), oneOf(rests)));
    }
    return any(parts);
  };

  /** What is left of the members that begin with this character. */
  const derive = (of: Expression, by: number): Expression => {
    switch (of.kind) {
      case "nothing":
      case "empty":
        return nothing;
      case "character":
        return of.set.has(by) ? empty : nothing;
      default: {
        const key = `${of.id} ${by}`;
        const found = derivatives.get(key);
        if (found !== undefined) return found;
        spend();
        const derived = deriveStructure(of, by);
        derivatives.set(key, derived);
        return derived;
      }
    }
  };

  const deriveStructure = (of: Expression, by: number): Expression => {
    switch (of.kind) {
      case "concatenation": {
        const through = pair(derive(of.first, by), of.rest);
        return of.first.empty ? any([through, derive(of.rest, by)]) : through;
      }
      case "any":
      case "all":
        return join(
          of.kind,
          of.parts.map((part) => derive(part, by)),
        );
      case "not":
        return not(derive(of.of, by));
      case "loop":
        return pair(derive(of.of, by), loop(of.of, Math.max(0, of.least - 1), of.most - 1));
      default:
        return nothing;
    }
  };

  /** The sets that tell characters apart at the beginning of a member. */
  const collect = (of: Expression, sets: Set<CharSet>): void => {
    switch (of.kind) {
      case "character":
        sets.add(of.set);
        return;
      case "concatenation":
        collect(of.first, sets);
        if (of.first.empty) collect(of.rest, sets);
        return;
      case "any":
      case "all":
        for (const part of of.parts) collect(part, sets);
        return;
      case "not":
      case "loop":
        collect(of.of, sets);
        return;
      default:
    }
  };

  const steps = (of: Expression): readonly Step[] => {
    const found = stepsOf.get(of.id);
    if (found !== undefined) return found;
    const sets = new Set<CharSet>();
    collect(of, sets);
    const classes = [...new CharBase([...sets].filter((set) => !set.isEmpty)).sets];
    const covered = classes.reduce((left, right) => left.union(right), CharSet.empty(maxCharacter));
    if (!covered.isAll) classes.push(covered.negate());
    const byRest = new Map<number, Step>();
    for (const characters of classes) {
      const rest = derive(of, characters.ranges[0]?.min as number);
      if (rest === nothing) continue;
      const same = byRest.get(rest.id);
      byRest.set(rest.id, { rest, characters: same === undefined ? characters : same.characters.union(characters) });
    }
    const result = [...byRest.values()];
    stepsOf.set(of.id, result);
    return result;
  };

  return { nothing, empty, anything, character, concatenation, any, all, not, loop, literal, oneOf, steps };
}
