import type { Json } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { schemasOf } from "../compile.ts";
import type { Containment, SchemaInDocument } from "../contains.ts";
import type { Budget } from "./budget.ts";
import { type Validate, validatorOf } from "./confirm.ts";
import { createFormulas, type Formula } from "./formula.ts";
import { createJudge } from "./holds.ts";
import { firstOf, type Outcome, Undecided, unsat } from "./outcome.ts";
import { isDraft7, resourcesOf } from "./resources.ts";
import { createSolver, type Solver } from "./solve.ts";
import { createStrings, type Strings } from "./strings.ts";
import { createTranslation, type FormatReading } from "./translate.ts";

/**
 * Looks for a value that is valid under `left` and not under `right`, under one reading of `format`. The search says
 * `contained` only when there is none; what it finds is given out only when ajv agrees.
 */
export function decide(
  left: SchemaInDocument,
  right: SchemaInDocument,
  reading: FormatReading,
  budget: Budget,
): Containment {
  if (left.schema === false || right.schema === true) return { verdict: "contained" };
  try {
    const { formulaOf, solver } = engine(budget, reading);
    const listed = listedValues(left.schema);
    const [valid, refused] = [
      formulaOf({ ...left, schema: listed?.beside ?? left.schema }),
      solver.formulas.not(formulaOf(right)),
    ];
    const goal = solver.formulas.all([valid, refused]);
    const outcome = listed === undefined ? solver.solve(goal) : firstMeeting(listed.values, goal, solver);
    if (outcome.kind === "unsat") return { verdict: "contained" };
    if (outcome.kind === "open") return { verdict: "unknown", reason: outcome.reason };
    const witness = outcome.value;
    if (solver.holds(goal, witness) && confirmed(left, right, reading, witness))
      return { verdict: "not-contained", witness };
    return { verdict: "unknown", reason: "a validator does not confirm the witness that was found" };
  } catch (error) {
    return { verdict: "unknown", reason: reasonOf(error) };
  }
}

/** Whether a value is valid under `left` and not under `right`, by our own rules and by ajv. */
export function isWitness(
  value: unknown,
  left: SchemaInDocument,
  right: SchemaInDocument,
  reading: FormatReading,
  budget: Budget,
): boolean {
  try {
    const { formulaOf, solver } = engine(budget, reading);
    const holds = solver.holds(formulaOf(left), value) && !solver.holds(formulaOf(right), value);
    return holds && confirmed(left, right, reading, value);
  } catch (error) {
    reasonOf(error);
    return false;
  }
}

/** Rethrows what is a defect of our own. */
function reasonOf(error: unknown): string {
  if (error instanceof Undecided) return error.message;
  if (error instanceof RangeError) return "it is nested too deeply";
  throw error;
}

function engine(budget: Budget, reading: FormatReading) {
  const formulas = createFormulas(budget.spend);
  let strings: Strings | undefined;
  const holds = createJudge(budget, () => strings as Strings);
  strings = createStrings(budget, holds);
  const solver = createSolver(formulas, budget, strings, holds);
  const formulaOf = (side: SchemaInDocument): Formula => {
    const resources = resourcesOf(side.schema, side.document);
    const translation = createTranslation(formulas, resources, reading);
    return translation.formula(translation.start(side.schema, resources.resourceOf(side.schema, resources.root)));
  };
  return { formulaOf, solver };
}

/**
 * The values outside of which a schema accepts nothing, where it lists them at its root, and what else it says: then there
 * is nothing to search, only to judge.
 */
function listedValues(schema: Schema): { readonly values: readonly Json[]; readonly beside: Schema } | undefined {
  if (typeof schema === "boolean" || (schema.$ref !== undefined && isDraft7(schema))) return undefined;
  if (schema.const !== undefined) {
    const { const: value, ...beside } = schema;
    return { values: [value as Json], beside };
  }
  if (Array.isArray(schema.enum)) {
    const { enum: values, ...beside } = schema;
    return { values: values as Json[], beside };
  }
  if (!Array.isArray(schema.anyOf)) return undefined;
  const lists = schema.anyOf.map((branch) => listedValues(branch as Schema)?.values);
  return lists.every((list) => list !== undefined) ? { values: lists.flat(), beside: schema } : undefined;
}

function firstMeeting(values: readonly Json[], goal: Formula, solver: Solver): Outcome {
  return firstOf(values.map((value) => () => (solver.holds(goal, value) ? { kind: "sat", value } : unsat)));
}

function confirmed(left: SchemaInDocument, right: SchemaInDocument, reading: FormatReading, witness: unknown): boolean {
  return validate(left, reading)(witness) === true && validate(right, reading)(witness) === false;
}

function validate({ schema, document }: SchemaInDocument, reading: FormatReading): Validate {
  if (document === undefined) return validatorOf(schema, reading);
  const schemas = schemasOf({ document });
  return (value) => {
    const errors = schemas.errors(schema, value);
    if (errors.some(({ keyword }) => keyword === "unjudged")) return undefined;
    return errors.length === 0;
  };
}
