import type { Matcher, Mismatch, RuleList } from "../pact.ts";
import { matcherName } from "./matcher.ts";
import { mismatch } from "./mismatch.ts";
import { judgeByRules } from "./values.ts";

/** The rules of a header, parameter or other text by its name: for all its values, or for one by its index. */
export interface NamedRules {
  readonly all: RuleList | undefined;
  at(index: number): RuleList | undefined;
}

/** Finds the rules of a name among `name`, `name[*]` and `name[0]`. */
export function rulesOf(rules: ReadonlyMap<string, RuleList>, name: string): NamedRules {
  if (rules.size === 0) return { all: undefined, at: () => undefined };
  return {
    all: rules.get(name) ?? rules.get(`${name}[*]`) ?? rules.get(`${name}.*`),
    at: (index) => rules.get(`${name}[${index}]`),
  };
}

/** Compares two lists of texts by a rule: their number by `equality` and by `type` with `min` and `max`, each text by all matchers. */
export function compareTextsByRule(
  part: Mismatch["part"],
  path: string,
  rules: RuleList,
  expected: readonly string[],
  actual: readonly string[],
): readonly Mismatch[] {
  const found: Mismatch[] = [];
  for (const matcher of rules.matchers) {
    const problem = sizeProblem(matcher, expected.length, actual.length);
    if (problem !== undefined) found.push(mismatch(part, path, problem, matcher, actual));
  }
  for (const [index, text] of actual.entries()) {
    const example = expected[index] ?? expected[0] ?? text;
    for (const problem of judgeByRules(rules, false, { expected: example, actual: text, form: "text" })) {
      found.push(mismatch(part, path, problem.expected, problem.matcher, text));
    }
  }
  return found;
}

function sizeProblem(matcher: Matcher, wanted: number, size: number): string | undefined {
  const name = matcherName(matcher);
  if (name === "equality" && size !== wanted) return `as many values as expected (${wanted})`;
  if (name !== "type") return undefined;
  const { min, max } = matcher;
  if (min !== undefined && size < Number(min)) return `at least ${Number(min)} values`;
  return max !== undefined && size > Number(max) ? `at most ${Number(max)} values` : undefined;
}
