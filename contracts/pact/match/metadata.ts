import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Mismatch, RuleList } from "../pact.ts";
import { isSameParameterised } from "./headers.ts";
import { compareJson } from "./json.ts";
import { rulesOf } from "./lists.ts";
import { mismatch } from "./mismatch.ts";
import { ruleTree } from "./rule-tree.ts";
import { show } from "./show.ts";
import { judgeByRules } from "./values.ts";

const noRules = ruleTree(new Map()).root;

/** Compares the metadata of a message: what is expected must be there, more may be. */
export function compareMetadata(
  expected: JsonObject,
  actual: JsonObject,
  rules: ReadonlyMap<string, RuleList>,
): readonly Mismatch[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const path = name;
    if (!Object.hasOwn(actual, name) && contentTypeAmong(name, actual) === undefined) {
      return [{ part: "metadata", path, message: `Expected the metadata ${show(name)}, but it is missing.` } as const];
    }
    const got = actual[name] ?? contentTypeAmong(name, actual) ?? null;
    return compareValue(name, value, got, rulesOf(rules, name).all);
  });
}

function compareValue(name: string, expected: Json, actual: Json, rules: RuleList | undefined): readonly Mismatch[] {
  if (rules !== undefined) {
    const form = typeof actual === "string" ? "text" : "json";
    return judgeByRules(rules, false, { expected, actual, form }).map((problem) =>
      mismatch("metadata", name, problem.expected, problem.matcher, actual),
    );
  }
  if (isContentType(name) && typeof expected === "string" && typeof actual === "string") {
    return isSameParameterised(expected, actual) ? [] : [mismatch("metadata", name, show(expected), undefined, actual)];
  }
  const isSame =
    isObject(expected) || Array.isArray(expected)
      ? compareJson(expected, actual, noRules, true).length === 0
      : expected === actual;
  return isSame ? [] : [mismatch("metadata", name, show(expected), undefined, actual)];
}

function isContentType(name: string): boolean {
  return /^content-?type$/i.test(name);
}

/** Libraries write the content type of a message as `contentType`, `content-type` or `Content-Type`. */
function contentTypeAmong(name: string, metadata: JsonObject): Json | undefined {
  if (!isContentType(name)) return undefined;
  return Object.entries(metadata).find(([other]) => isContentType(other))?.[1];
}
