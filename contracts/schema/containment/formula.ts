import { canonical } from "../equality.ts";
import { oppositeNumber, oppositeString } from "./opposite.ts";

/** The types of JSON as bits; `true` and `false` are types of their own here, for they are all of their values. */
export const types = { null: 1, true: 2, false: 4, number: 8, string: 16, array: 32, object: 64 } as const;
export const everyType = 127;

export type NumberTest =
  | { readonly is: "least" | "most" | "above" | "below" | "multiple" | "noMultiple"; readonly value: number }
  | { readonly is: "in" | "notIn"; readonly values: readonly number[] };

export type StringTest =
  | { readonly is: "pattern" | "noPattern"; readonly source: string }
  | { readonly is: "format" | "noFormat"; readonly name: string }
  | { readonly is: "in" | "notIn"; readonly values: readonly string[] };

/** A statement about one value that speaks of one type only: it holds for every value of another type. */
export type Atom =
  | { readonly id: number; readonly kind: "number"; readonly test: NumberTest }
  | { readonly id: number; readonly kind: "string"; readonly test: StringTest }
  /** `minLength`, `maxItems` …: code points, items or members. */
  | {
      readonly id: number;
      readonly kind: "size";
      readonly of: SizedType;
      readonly is: "least" | "most";
      readonly count: number;
    }
  /** Of the items from position `from` up to but without `to`, at least or at most `count` meet `item`. */
  | {
      readonly id: number;
      readonly kind: "items";
      readonly is: "least" | "most";
      readonly count: number;
      readonly from: number;
      readonly to: number;
      readonly item: Formula;
    }
  | { readonly id: number; readonly kind: "unique"; readonly unique: boolean }
  /** Every member whose name meets `name` has a value that meets `value`; or: some member meets both. */
  | {
      readonly id: number;
      readonly kind: "members";
      readonly is: "every" | "some";
      readonly name: Formula;
      readonly value: Formula;
    };

export type SizedType = "string" | "array" | "object";

/** A schema that is looked into when it is needed: what a `$ref` leads to. Equal keys mean equal schemas. */
export interface Deferred {
  readonly key: string;
  readonly name: string;
  readonly expand: () => Formula;
}

/** A statement about one value, in negation normal form; equal statements are the same object (of one `Formulas`). */
export type Formula =
  | Atom
  | { readonly id: number; readonly kind: "all" | "any"; readonly parts: readonly Formula[] }
  | { readonly id: number; readonly kind: "type"; readonly mask: number }
  | { readonly id: number; readonly kind: "deferred"; readonly schema: Deferred; readonly negated: boolean };

/** The type that an atom speaks of. */
export function typeOf(atom: Atom): number {
  switch (atom.kind) {
    case "number":
      return types.number;
    case "string":
      return types.string;
    case "size":
      return types[atom.of];
    case "items":
    case "unique":
      return types.array;
    case "members":
      return types.object;
  }
}

export function isAtom(formula: Formula): formula is Atom {
  return formula.kind !== "all" && formula.kind !== "any" && formula.kind !== "type" && formula.kind !== "deferred";
}

type WithoutId<T> = T extends { readonly id: number } ? Omit<T, "id"> : never;

/** Makes formulas. What is written twice is made once, so that comparing is comparing identities. */
export interface Formulas {
  readonly anything: Formula;
  readonly nothing: Formula;
  type(mask: number): Formula;
  atom(atom: WithoutId<Atom>): Formula;
  all(parts: readonly Formula[]): Formula;
  any(parts: readonly Formula[]): Formula;
  not(formula: Formula): Formula;
  deferred(schema: Deferred): Formula;
  /** For the type that the atom speaks of, its exact opposite. */
  opposite(atom: Atom): Formula;
}

/** `spend` is called for the work that is done, and may throw. */
export function createFormulas(spend: (steps?: number) => void): Formulas {
  const known = new Map<string, Formula>();
  const negations = new Map<number, Formula>();

  const intern = (key: string, formula: WithoutId<Formula>): Formula => {
    const found = known.get(key);
    if (found !== undefined) return found;
    spend();
    const made = { ...formula, id: known.size } as Formula;
    known.set(key, made);
    return made;
  };
  const nothing = intern("type 0", { kind: "type", mask: 0 });
  const anything = intern(`type ${everyType}`, { kind: "type", mask: everyType });
  negations.set(nothing.id, anything).set(anything.id, nothing);
  const type = (mask: number) => intern(`type ${mask}`, { kind: "type", mask });

  const atom = (given: WithoutId<Atom>): Formula => trivial(given) ?? intern(keyOf(given), given);

  /** What holds for every value of its type is no atom, and what holds for none is a statement about the type. */
  const trivial = (given: WithoutId<Atom>): Formula | undefined => {
    switch (given.kind) {
      case "size":
        if (given.is === "least" && given.count <= 0) return anything;
        if (given.is === "most" && given.count === Number.POSITIVE_INFINITY) return anything;
        return given.is === "most" && given.count < 0 ? type(everyType & ~types[given.of]) : undefined;
      case "items": {
        const room = given.to - given.from;
        const never = given.item === nothing || room <= 0;
        if (given.is === "least") {
          if (given.count <= 0) return anything;
          return never || given.count > room ? type(everyType & ~types.array) : undefined;
        }
        if (given.count < 0) return type(everyType & ~types.array);
        return never || given.count >= room ? anything : undefined;
      }
      case "members":
        if (given.is === "every") return given.name === nothing || given.value === anything ? anything : undefined;
        return given.name === nothing || given.value === nothing ? type(everyType & ~types.object) : undefined;
      case "number":
      case "string":
        if (given.test.is === "in" && given.test.values.length === 0) return type(everyType & ~types[given.kind]);
        return given.test.is === "notIn" && given.test.values.length === 0 ? anything : undefined;
      default:
        return undefined;
    }
  };

  const opposite = (of: Atom): Formula => {
    switch (of.kind) {
      case "number":
        return atom({ kind: "number", test: oppositeNumber(of.test) });
      case "string":
        return atom({ kind: "string", test: oppositeString(of.test) });
      case "size":
        return of.is === "least"
          ? atom({ ...bare(of), is: "most", count: of.count - 1 })
          : atom({ ...bare(of), is: "least", count: of.count + 1 });
      case "items":
        return of.is === "least"
          ? atom({ ...bare(of), is: "most", count: of.count - 1 })
          : atom({ ...bare(of), is: "least", count: of.count + 1 });
      case "unique":
        return atom({ kind: "unique", unique: !of.unique });
      case "members":
        return atom({ kind: "members", is: of.is === "every" ? "some" : "every", name: of.name, value: not(of.value) });
    }
  };

  const not = (formula: Formula): Formula => {
    const found = negations.get(formula.id);
    if (found !== undefined) return found;
    const negated = negate(formula);
    negations.set(formula.id, negated);
    if (!negations.has(negated.id)) negations.set(negated.id, formula);
    return negated;
  };

  const negate = (formula: Formula): Formula => {
    switch (formula.kind) {
      case "type":
        return type(everyType & ~formula.mask);
      case "all":
        return any(formula.parts.map(not));
      case "any":
        return all(formula.parts.map(not));
      case "deferred":
        return deferredOf(formula.schema, !formula.negated);
      default:
        return all([type(typeOf(formula)), opposite(formula)]);
    }
  };

  const deferredOf = (schema: Deferred, negated: boolean): Formula =>
    intern(`deferred ${negated} ${schema.key}`, { kind: "deferred", schema, negated });

  const join = (kind: "all" | "any", parts: readonly Formula[]): Formula => {
    let mask = kind === "all" ? everyType : 0;
    const absorbing = kind === "all" ? nothing : anything;
    const found = new Map<number, Formula>();
    if (parts.length > 16) spend(parts.length / 16);
    const waiting = [...parts].reverse();
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (part.kind === kind) waiting.push(...(part.parts as Formula[]).toReversed());
      else if (part.kind === "type") mask = kind === "all" ? mask & part.mask : mask | part.mask;
      else found.set(part.id, part);
    }
    for (const part of found.values()) {
      const negation = negations.get(part.id);
      if (negation !== undefined && found.has(negation.id)) return absorbing;
      if (!isAtom(part)) continue;
      // An atom and its opposite leave the values of the other types; one of the two holds for every value.
      const other = opposite(part);
      if (!found.has(other.id)) continue;
      if (kind === "any") return anything;
      mask &= ~typeOf(part);
    }
    let spoken = 0;
    for (const part of found.values()) {
      if (!isAtom(part)) continue;
      // What speaks of types that are excluded says nothing.
      if (kind === "all" && (mask & typeOf(part)) === 0) found.delete(part.id);
      spoken |= typeOf(part);
    }
    if (kind === "any" && spoken !== 0) {
      // An atom holds for all other types already; with another type's atom beside it, everything is held.
      if ((spoken & (spoken - 1)) !== 0 || (mask & spoken) !== 0) return anything;
      mask = 0;
    }
    const neutral = kind === "all" ? everyType : 0;
    if (mask === (neutral ^ everyType)) return absorbing;
    if (mask !== neutral) found.set(type(mask).id, type(mask));
    const list = [...found.values()].sort((left, right) => left.id - right.id);
    if (list.length === 0) return kind === "all" ? anything : nothing;
    if (list.length === 1) return list[0] as Formula;
    return intern(`${kind} ${list.map(({ id }) => id).join(" ")}`, { kind, parts: list });
  };
  const all = (parts: readonly Formula[]) => join("all", parts);
  const any = (parts: readonly Formula[]) => join("any", parts);

  return { anything, nothing, type, atom, all, any, not, opposite, deferred: (schema) => deferredOf(schema, false) };
}

function bare<T extends { readonly id: number }>(atom: T): Omit<T, "id"> {
  const { id: _id, ...rest } = atom;
  return rest;
}

function keyOf(atom: WithoutId<Atom>): string {
  switch (atom.kind) {
    case "number":
    case "string":
      return `${atom.kind} ${canonical(atom.test)}`;
    case "size":
      return `size ${atom.of} ${atom.is} ${atom.count}`;
    case "items":
      return `items ${atom.is} ${atom.count} ${atom.from} ${atom.to} ${atom.item.id}`;
    case "unique":
      return `unique ${atom.unique}`;
    case "members":
      return `members ${atom.is} ${atom.name.id} ${atom.value.id}`;
  }
}
