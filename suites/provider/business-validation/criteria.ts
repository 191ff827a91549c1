import { type Criterion, type ExpressionScope, evaluateExpression } from "../../../contracts/index.ts";
import { ConditionError, parseCondition } from "./condition.ts";

/** A criterion that this runner can judge: true where it holds. */
export type JudgedCriterion = (scope: ExpressionScope) => boolean;

/**
 * Prepares a criterion of Arazzo 1.0.1 §4.6.11, of type `simple` (JSON Pointers stand in its expressions) or `regex`; the
 * reason where it cannot be judged. A regular expression is read as ECMA-262 with the flag `u`, as JSON Schema reads it.
 */
export function prepareCriterion(criterion: Criterion): JudgedCriterion | { readonly unsupported: string } {
  const { type, condition, context } = criterion;
  try {
    if (type === "simple") {
      const holds = parseCondition(condition);
      return (scope) => holds((expression) => evaluateExpression(expression, scope));
    }
    if (type === "regex") {
      const pattern = new RegExp(condition, "u");
      return (scope) => {
        const value = evaluateExpression(context ?? "", scope);
        return value !== undefined && pattern.test(typeof value === "string" ? value : JSON.stringify(value));
      };
    }
  } catch (error) {
    if (error instanceof ConditionError || error instanceof SyntaxError) {
      return { unsupported: `${criterion.pointer}: ${error.message}` };
    }
    throw error;
  }
  return { unsupported: `${criterion.pointer}: criteria of type ${type} are not supported; say it as simple or regex` };
}
