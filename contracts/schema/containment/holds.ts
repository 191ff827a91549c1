import { isObject } from "../../json.ts";
import { canonical } from "../equality.ts";
import type { Budget } from "./budget.ts";
import { type Atom, type Formula, type NumberTest, typeOf, types } from "./formula.ts";
import { isListed as isLimited, type Members, namesIn } from "./names.ts";
import { Undecided } from "./outcome.ts";
import { isMultiple, rationalOf } from "./rational.ts";
import type { Strings } from "./strings.ts";

const maxDepth = 400;

/** Judges whether a formula holds for a value. Throws `Undecided` where a pattern, a format or a loop leaves it open. */
export function createJudge(budget: Budget, strings: () => Strings): (formula: Formula, value: unknown) => boolean {
  let depth = 0;
  return holds;

  function holds(formula: Formula, value: unknown): boolean {
    budget.spend();
    if (depth > maxDepth) throw new Undecided("a schema refers to itself without end");
    depth++;
    try {
      switch (formula.kind) {
        case "type":
          return (formula.mask & typeOfValue(value)) !== 0;
        case "all":
          return formula.parts.every((part) => holds(part, value));
        case "any":
          return formula.parts.some((part) => holds(part, value));
        case "deferred":
          return holds(formula.schema.expand(), value) !== formula.negated;
        default:
          return typeOf(formula) !== typeOfValue(value) || atomHolds(formula, value);
      }
    } finally {
      depth--;
    }
  }

  function atomHolds(atom: Atom, value: unknown): boolean {
    switch (atom.kind) {
      case "number":
        return numberHolds(atom.test, value as number);
      case "string":
        return stringHolds(atom, value as string);
      case "size": {
        const size = sizeOf(value);
        return atom.is === "least" ? size >= atom.count : size <= atom.count;
      }
      case "items": {
        const items = (value as unknown[]).slice(atom.from, Math.min(atom.to, (value as unknown[]).length));
        let count = 0;
        for (const item of items) {
          if (holds(atom.item, item)) count++;
          if (count > atom.count) return atom.is === "least";
        }
        return atom.is === "least" ? count >= atom.count : true;
      }
      case "unique":
        return hasUniqueItems(value as unknown[]) === atom.unique;
      case "members": {
        const entries = entriesFor(atom, value as object);
        const meets = ([name, part]: [string, unknown]) =>
          holds(atom.name, name) && holds(atom.value, part) === (atom.is === "some");
        return entries.some(meets) === (atom.is === "some");
      }
    }
  }

  function stringHolds({ test }: Extract<Atom, { kind: "string" }>, value: string): boolean {
    switch (test.is) {
      case "in":
        return isListed(test.values, value);
      case "notIn":
        return !isListed(test.values, value);
      case "pattern":
        return strings().matches(test.source, value);
      case "noPattern":
        return !strings().matches(test.source, value);
      case "format":
        return strings().hasFormat(test.name, value);
      case "noFormat":
        return !strings().hasFormat(test.name, value);
    }
  }
}

export function numberHolds(test: NumberTest, value: number): boolean {
  switch (test.is) {
    case "in":
      return isListed(test.values, value);
    case "notIn":
      return !isListed(test.values, value);
    case "least":
      return value >= test.value;
    case "most":
      return value <= test.value;
    case "above":
      return value > test.value;
    case "below":
      return value < test.value;
    case "multiple":
      return isMultiple(rationalOf(value), rationalOf(test.value));
    case "noMultiple":
      return !isMultiple(rationalOf(value), rationalOf(test.value));
  }
}

const sets = new WeakMap<readonly unknown[], ReadonlySet<unknown>>();

/** Long lists are looked at often. */
function isListed(values: readonly unknown[], value: unknown): boolean {
  if (values.length < 16) return values.includes(value);
  const set = sets.get(values) ?? new Set(values);
  sets.set(values, set);
  return set.has(value);
}

export function typeOfValue(value: unknown): number {
  if (value === null) return types.null;
  if (value === true) return types.true;
  if (value === false) return types.false;
  if (typeof value === "number") return types.number;
  if (typeof value === "string") return types.string;
  return Array.isArray(value) ? types.array : types.object;
}

const limited = new WeakMap<Members, readonly string[] | undefined>();

/** The members that a statement can be about: where it is limited to some names, only those are looked up. */
function entriesFor(atom: Members, value: object): [string, unknown][] {
  if (!limited.has(atom)) limited.set(atom, isLimited(atom.name) ? [...namesIn(atom.name)] : undefined);
  const names = limited.get(atom);
  if (names === undefined) return Object.entries(value);
  const present = names.filter((name) => Object.hasOwn(value, name));
  return present.map((name) => [name, (value as Record<string, unknown>)[name]]);
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return [...value].length;
  return Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
}

function hasUniqueItems(items: readonly unknown[]): boolean {
  return new Set(items.map((item) => canonical(item))).size === items.length;
}
