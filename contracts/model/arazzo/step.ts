import type { z } from "zod";
import { readShape } from "../shape.ts";
import type { Action, Criterion, Step, StepParameter, StepRequestBody } from "./rules.ts";
import {
  type criterionShape,
  failureActionShape,
  parameterShape,
  type stepShape,
  successActionShape,
} from "./shape.ts";
import { dereference, type Reading, readTarget, readWorkflowReference, refuse } from "./source.ts";

/** What a workflow says for all of its steps; a step's own parameter or action of the same name goes first. */
export interface Inherited {
  readonly parameters: readonly StepParameter[];
  readonly onSuccess: readonly Action[];
  readonly onFailure: readonly Action[];
}

/** Reads a step. Throws `TercetError` (`contract`) where it is broken. */
export function readStep(
  step: z.output<typeof stepShape>,
  pointer: string,
  inherited: Inherited,
  reading: Reading,
): Step {
  const target = readTarget(step, pointer, reading);
  const parameters = merge(readParameters(step.parameters, pointer, reading), inherited.parameters, keyOf);
  for (const parameter of parameters) {
    if (parameter.in !== undefined || target.kind === "workflow") continue;
    const problem = `the parameter "${parameter.name}" of an operation needs "in": path, query, header or cookie; add it`;
    throw refuse(reading, parameter.pointer, "parameter-in", problem);
  }
  return {
    stepId: step.stepId,
    description: step.description,
    target,
    parameters,
    ...(step.requestBody === undefined
      ? {}
      : { requestBody: readRequestBody(step.requestBody, `${pointer}/requestBody`) }),
    successCriteria: readCriteria(step.successCriteria, `${pointer}/successCriteria`, reading),
    onSuccess: merge(
      readActions(step.onSuccess, "onSuccess", pointer, reading),
      inherited.onSuccess,
      ({ name }) => name,
    ),
    onFailure: merge(
      readActions(step.onFailure, "onFailure", pointer, reading),
      inherited.onFailure,
      ({ name }) => name,
    ),
    outputs: new Map(Object.entries(step.outputs)),
    pointer,
  };
}

/** Reads the `parameters` of a step or a workflow. */
export function readParameters(
  values: readonly unknown[],
  pointer: string,
  reading: Reading,
): readonly StepParameter[] {
  const parameters = values.map((value, index) => {
    const place = `${pointer}/parameters/${index}`;
    const shape = readShape(parameterShape, dereference(value, "parameters", place, reading), place, reading.source);
    const location = shape.in === undefined ? {} : { in: shape.in };
    return { name: shape.name, ...location, value: shape.value, pointer: place };
  });
  refuseTwins(parameters, keyOf, reading);
  return parameters;
}

const actionForms = {
  onSuccess: { section: "successActions", shape: successActionShape },
  successActions: { section: "successActions", shape: successActionShape },
  onFailure: { section: "failureActions", shape: failureActionShape },
  failureActions: { section: "failureActions", shape: failureActionShape },
} as const;

/** Reads the actions in a member of a step or a workflow. */
export function readActions(
  values: readonly unknown[],
  member: keyof typeof actionForms,
  pointer: string,
  reading: Reading,
): readonly Action[] {
  const { section, shape } = actionForms[member];
  const actions = values.map((value, index): Action => {
    const place = `${pointer}/${member}/${index}`;
    const action = readShape(shape, dereference(value, section, place, reading), place, reading.source);
    const { name, type, stepId, workflowId } = action;
    if (stepId !== undefined && workflowId !== undefined) {
      throw refuse(reading, place, "one-target", "an action has stepId or workflowId, not both; keep one");
    }
    if (type === "goto" && stepId === undefined && workflowId === undefined) {
      throw refuse(reading, place, "one-target", 'an action of type "goto" needs a stepId or a workflowId; add one');
    }
    return {
      name,
      type,
      ...(stepId === undefined ? {} : { stepId }),
      ...(workflowId === undefined
        ? {}
        : { workflow: readWorkflowReference(workflowId, `${place}/workflowId`, reading) }),
      retryAfterSeconds: "retryAfter" in action ? Number(action.retryAfter) : 0,
      retryLimit: "retryLimit" in action ? Number(action.retryLimit) : 0,
      criteria: readCriteria(action.criteria, `${place}/criteria`, reading),
      pointer: place,
    };
  });
  refuseTwins(actions, ({ name }) => name, reading);
  return actions;
}

function readCriteria(
  criteria: readonly z.output<typeof criterionShape>[],
  pointer: string,
  reading: Reading,
): readonly Criterion[] {
  return criteria.map(({ condition, context, type }, index) => {
    const place = `${pointer}/${index}`;
    const form = typeof type === "string" ? { type } : { type: type.type, version: type.version };
    if (form.type !== "simple" && context === undefined) {
      throw refuse(reading, place, "criterion-context", `a criterion of type "${form.type}" needs a context; add it`);
    }
    return { condition, ...(context === undefined ? {} : { context }), ...form, pointer: place };
  });
}

function readRequestBody(
  body: NonNullable<z.output<typeof stepShape>["requestBody"]>,
  pointer: string,
): StepRequestBody {
  return {
    ...(body.contentType === undefined ? {} : { contentType: body.contentType }),
    ...(body.payload === undefined ? {} : { payload: body.payload }),
    replacements: body.replacements.map(({ target, value }, index) => ({
      target,
      value,
      pointer: `${pointer}/replacements/${index}`,
    })),
    pointer,
  };
}

/** Own items first, in their order; inherited ones follow unless an own one has the same key. */
function merge<T>(own: readonly T[], inherited: readonly T[], key: (item: T) => string): readonly T[] {
  const keys = new Set(own.map(key));
  return [...own, ...inherited.filter((item) => !keys.has(key(item)))];
}

function keyOf(parameter: StepParameter): string {
  return `${parameter.in ?? ""} ${parameter.name}`;
}

function refuseTwins<T extends { readonly name: string; readonly pointer: string }>(
  items: readonly T[],
  key: (item: T) => string,
  reading: Reading,
): void {
  const keys = new Set<string>();
  for (const item of items) {
    if (keys.has(key(item)))
      throw refuse(reading, item.pointer, "unique-name", `"${item.name}" is listed twice; keep one`);
    keys.add(key(item));
  }
}
