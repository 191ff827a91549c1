import type { Matcher, RuleList } from "../pact.ts";
import { collectionMatchers, judge, matcherName, type Subject } from "./matcher.ts";

/** What a value should have been, and by which matcher; without one, by the example. */
export interface Problem {
  readonly expected: string;
  readonly matcher: Matcher | undefined;
}

const equality: Matcher = { match: "equality" };

/** Judges a value by the rules that apply to it, or by equality where there are none. No problem: it fits. */
export function judgeByRules(rules: RuleList | undefined, cascaded: boolean, subject: Subject): readonly Problem[] {
  const matchers = rules?.matchers ?? [];
  const applying = matchers.filter((matcher) => !collectionMatchers.has(matcherName(matcher)));
  if (rules === undefined || applying.length === 0) return withoutMatcher(matchers, cascaded, subject);
  // Where the example is a collection, the answer must be one of its kind, or null where a matcher of its own allows that.
  const mayBeNull = !cascaded && subject.actual === null && applying.some((matcher) => matcherName(matcher) === "null");
  if (isCollection(subject.expected) && !mayBeNull) return byExample("type", subject);
  const problems: Problem[] = [];
  for (const matcher of applying) {
    const expected = judge(matcher, subject);
    if (expected !== undefined) problems.push({ expected, matcher });
    else if (rules.combine === "OR") return [];
  }
  return problems;
}

/** Only matchers of collections stand here, or none. */
function withoutMatcher(matchers: readonly Matcher[], cascaded: boolean, subject: Subject): readonly Problem[] {
  if (matchers.length === 0) return byExample("equality", subject);
  if (isCollection(subject.expected) || isCollection(subject.actual)) return byExample("type", subject);
  const fits = cascaded && !matchers.some((matcher) => matcherName(matcher) === "values");
  return fits ? [] : byExample("equality", subject);
}

function byExample(match: "equality" | "type", subject: Subject): readonly Problem[] {
  const expected = judge(match === "equality" ? equality : { match }, subject);
  return expected === undefined ? [] : [{ expected, matcher: undefined }];
}

function isCollection(value: unknown): boolean {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}
