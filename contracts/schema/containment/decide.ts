import type { Json } from "../../json.ts";
import { schemasOf } from "../compile.ts";
import type { Containment, SchemaInDocument } from "../contains.ts";
import type { Budget } from "./budget.ts";
import { createAllowance, type Validate, validatorOf } from "./confirm.ts";
import { createFormulas, type Formula } from "./formula.ts";
import { createJudge } from "./holds.ts";
import { interrupted } from "./interrupt.ts";
import { listedValues } from "./listed.ts";
import { firstOf, type Outcome, Undecided, unsat } from "./outcome.ts";
import { resourcesOf } from "./resources.ts";
import { createSolver, type Solver } from "./solve.ts";
import { createStrings, type PatternReading, type Strings } from "./strings.ts";
import { createTranslation, type FormatReading } from "./translate.ts";

/** Decides one question, under each reading of `format` that is asked for. */
export interface Decider {
  /**
   * Looks for a value that is valid under `left` and not under `right`. The search says `contained` only when there is
   * none; what it finds is given out only when ajv agrees. Of values that are listed ajv has to agree, too, that none is a
   * counter-example.
   */
  decide(reading: FormatReading): Containment;
  /** Whether a value is valid under `left` and not under `right`, by our own rules and by ajv. */
  isWitness(value: unknown, reading: FormatReading): boolean;
}

/** So many of the values that are listed are shown to ajv too. */
const maxListed = 1_000;

export function createDecider(left: SchemaInDocument, right: SchemaInDocument, budget: Budget): Decider {
  const allowance = createAllowance();
  const judges = new Map<FormatReading, Validate>();
  return { decide, isWitness };

  function decide(reading: FormatReading): Containment {
    if (left.schema === false || right.schema === true) return contained;
    const cautious = search(reading, "cautious");
    if (!cautious.enginesDiffered || cautious.answer.verdict !== "unknown") return cautious.answer;
    // What is contained is so for every engine; a counter-example for ECMA-262 is one.
    const { answer } = search(reading, "ecmascript");
    return answer.verdict === "not-contained" ? answer : cautious.answer;
  }

  function search(reading: FormatReading, patterns: PatternReading) {
    let strings: Strings | undefined;
    let answer: Containment;
    try {
      const { formulaOf, solver } = engine(budget, reading, patterns);
      strings = solver.strings;
      const listed = listedValues(left.schema);
      const valid = formulaOf({ ...left, schema: listed?.beside ?? left.schema });
      const goal = solver.formulas.all([valid, solver.formulas.not(formulaOf(right))]);
      const outcome = listed === undefined ? solver.solve(goal) : firstMeeting(listed.values, goal, solver);
      answer = checked(outcome, listed?.values ?? [], reading, (value) => solver.holds(goal, value));
    } catch (error) {
      answer = { verdict: "unknown", reason: reasonOf(error) };
    }
    return { answer, enginesDiffered: strings?.enginesDiffered() === true };
  }

  function checked(
    outcome: Outcome,
    listed: readonly Json[],
    reading: FormatReading,
    isCounterExample: (value: unknown) => boolean,
  ): Containment {
    if (outcome.kind === "open") return { verdict: "unknown", reason: outcome.reason };
    const refutes = refuterFor(reading);
    if (outcome.kind === "unsat") {
      const seconded = () => listed.slice(0, maxListed).every((value) => refutes(value) === false);
      const agrees = listed.length === 0 || interrupted(seconded, allowance.milliseconds)?.result === true;
      return agrees ? contained : { verdict: "unknown", reason: "a validator does not confirm it for listed values" };
    }
    const witness = outcome.value;
    if (isCounterExample(witness) && refutes(witness) === true) return { verdict: "not-contained", witness };
    return { verdict: "unknown", reason: "a validator does not confirm the witness that was found" };
  }

  function isWitness(value: unknown, reading: FormatReading): boolean {
    try {
      const { formulaOf, solver } = engine(budget, reading, "ecmascript");
      const holds = solver.holds(formulaOf(left), value) && !solver.holds(formulaOf(right), value);
      return holds && refuterFor(reading)(value) === true;
    } catch (error) {
      reasonOf(error);
      return false;
    }
  }

  /** Whether ajv takes a value for a counter-example; undefined where it cannot judge. */
  function refuterFor(reading: FormatReading): Validate {
    const known = judges.get(reading);
    if (known !== undefined) return known;
    const [isLeft, isRight] = [validate(left, reading), validate(right, reading)];
    const refutes: Validate = (value) => {
      const isAccepted = isRight(value);
      return isAccepted === false ? isLeft(value) : isAccepted && false;
    };
    judges.set(reading, refutes);
    return refutes;
  }

  function validate({ schema, document }: SchemaInDocument, reading: FormatReading): Validate {
    if (document === undefined) return validatorOf(schema, reading, allowance);
    const schemas = schemasOf({ document });
    return (value) => {
      const errors = schemas.errors(schema, value);
      if (errors.some(({ keyword }) => keyword === "unjudged")) return undefined;
      return errors.length === 0;
    };
  }
}

const contained: Containment = { verdict: "contained" };

/** Rethrows what is a defect of our own. */
function reasonOf(error: unknown): string {
  if (error instanceof Undecided) return error.message;
  if (error instanceof RangeError) return "it is nested too deeply";
  throw error;
}

function engine(budget: Budget, reading: FormatReading, patterns: PatternReading) {
  const formulas = createFormulas(budget.spend);
  let strings: Strings | undefined;
  const holds = createJudge(budget, () => strings as Strings);
  strings = createStrings(budget, holds, patterns);
  const solver = createSolver(formulas, budget, strings, holds);
  const formulaOf = (side: SchemaInDocument): Formula => {
    const resources = resourcesOf(side.schema, side.document);
    const translation = createTranslation(formulas, resources, reading);
    return translation.formula(translation.start(side.schema, resources.resourceOf(side.schema, resources.root)));
  };
  return { formulaOf, solver };
}

function firstMeeting(values: readonly Json[], goal: Formula, solver: Solver): Outcome {
  return firstOf(values.map((value) => () => (solver.holds(goal, value) ? { kind: "sat", value } : unsat)));
}
