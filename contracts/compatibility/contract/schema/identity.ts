import { isObject } from "../../../json.ts";
import type { Schemas } from "../../../schema/compile.ts";
import { isAbsentHere } from "./view.ts";

/** Tells whether two values of two documents mean the same, their references included, in constant time. */
export interface Identity {
  /** The same JSON, and no `$ref` in it leads to something that differs. */
  same(before: unknown, after: unknown): boolean;
  /** One number for all equal JSON values, the order of members aside; references count as text. */
  of(value: unknown): number;
}

/** Reads both documents once: equal parts of any size are then told by comparing two numbers. */
export function createIdentity(before: Schemas, after: Schemas): Identity {
  const numbers = new Map<string, number>();
  const known = new WeakMap<object, number>();

  const of = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return numberOf(JSON.stringify(value) ?? "undefined");
    const kept = known.get(value);
    if (kept !== undefined) return kept;
    if (isAbsentHere(value)) return numberOf("absent");
    const key = Array.isArray(value)
      ? `[${value.map(of).join()}]`
      : `{${Object.entries(value)
          .map(([name, member]) => `${JSON.stringify(name)}:${of(member)}`)
          .sort()
          .join()}}`;
    const number = numberOf(key);
    known.set(value, number);
    return number;
  };
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };

  const references = referencesOf(after.document);
  const touched = touchedTargets(before, after, of, references);
  const touches = new WeakMap<object, boolean>();
  const leadsToDifference = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return false;
    let answer = touches.get(value);
    if (answer === undefined) {
      const { $ref, $dynamicRef } = value as { $ref?: unknown; $dynamicRef?: unknown };
      answer =
        (typeof $ref === "string" && touched.has($ref)) ||
        (typeof $dynamicRef === "string" && touched.has($dynamicRef)) ||
        Object.values(value).some(leadsToDifference);
      touches.set(value, answer);
    }
    return answer;
  };
  return { of, same: (left, right) => of(left) === of(right) && !leadsToDifference(right) };
}

/** The references, as written, whose target differs, or reaches one that does. */
function touchedTargets(
  before: Schemas,
  after: Schemas,
  of: (value: unknown) => number,
  references: ReadonlySet<string>,
): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const touched = new Set<string>();
  for (const reference of references) {
    const target = after.target(reference);
    if (of(before.target(reference)) !== of(target)) touched.add(reference);
    for (const inner of referencesOf(target)) users.set(inner, [...(users.get(inner) ?? []), reference]);
  }
  const waiting = [...touched];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const user of users.get(next) ?? []) {
      if (touched.has(user)) continue;
      touched.add(user);
      waiting.push(user);
    }
  }
  return touched;
}

/** All texts of `$ref` and `$dynamicRef` in a value; one in an example counts too, which does no harm. */
function referencesOf(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null) continue;
    if (isObject(next)) {
      for (const text of [next.$ref, next.$dynamicRef]) if (typeof text === "string") found.add(text);
    }
    for (const part of Object.values(next)) waiting.push(part);
  }
  return found;
}
