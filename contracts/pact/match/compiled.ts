import type { Matcher, MatchingRules } from "../pact.ts";
import type { Place } from "../read/place.ts";
import { readInnerMatchers, readVariant } from "../read/rules.ts";
import { type RuleCursor, ruleTree } from "./rule-tree.ts";

/** Rules are compiled once, however often they are used: a pact is matched again and again. */
const bodies = new WeakMap<MatchingRules, RuleCursor>();
const inner = new WeakMap<Matcher, readonly Matcher[]>();
const variants = new WeakMap<Matcher, readonly Variant[]>();

/** Matchers are checked when a file is read; those that a program made may still be refused here. */
const place: Place = { source: "the matching rules", pointer: "" };

/** One variant of `arrayContains`: which item of the example it is, and the rules from there. */
export interface Variant {
  readonly index: number;
  readonly rules: RuleCursor;
}

/** The rules of a body, at its root. */
export function bodyRules(rules: MatchingRules): RuleCursor {
  let compiled = bodies.get(rules);
  if (compiled === undefined) {
    compiled = ruleTree(rules.body).root;
    bodies.set(rules, compiled);
  }
  return compiled;
}

/** The matchers that `eachKey` or `eachValue` applies. */
export function innerMatchers(matcher: Matcher): readonly Matcher[] {
  let matchers = inner.get(matcher);
  if (matchers === undefined) {
    matchers = readInnerMatchers(matcher, place);
    inner.set(matcher, matchers);
  }
  return matchers;
}

/** The variants of `arrayContains`; without any, each item of the example is to be found as it is. */
export function variantsOf(matcher: Matcher, exampleLength: number): readonly Variant[] {
  let found = variants.get(matcher);
  if (found === undefined) {
    const said = Array.isArray(matcher.variants) ? matcher.variants : [];
    found = said.map((variant, index) => compileVariant(variant, index));
    variants.set(matcher, found);
  }
  return found.length > 0
    ? found
    : Array.from({ length: exampleLength }, (_, index) => compileVariant({ index }, index));
}

function compileVariant(value: unknown, at: number): Variant {
  const { index, rules } = readVariant(value, { ...place, pointer: `/variants/${at}` });
  return { index, rules: ruleTree(rules).root };
}
