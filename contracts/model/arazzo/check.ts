import { contractError } from "../contract-error.ts";
import { isExpression } from "../expression.ts";
import { pointer as join } from "../pointer.ts";
import type { Action, Rules, Workflow, WorkflowReference } from "./rules.ts";

/**
 * Checks what the parts of an Arazzo document say of each other: ids are unique, and name something; workflows do not
 * depend on each other in a circle. Throws `TercetError` (`contract`) at the first break.
 */
export function checkRules(rules: Rules): void {
  const refuse = (pointer: string, rule: string, problem: string) =>
    contractError(rules.source, pointer, rule, problem);
  const workflowIds = new Set(rules.workflows.map(({ workflowId }) => workflowId));

  const checkReference = (reference: WorkflowReference | undefined, pointer: string) => {
    if (reference === undefined || reference.sourceName !== undefined || workflowIds.has(reference.workflowId)) return;
    const problem = `there is no workflow "${reference.workflowId}"; write the id of one that is there`;
    throw refuse(pointer, "workflow-known", problem);
  };
  const checkAction = (action: Action, workflow: Workflow) => {
    checkReference(action.workflow, `${action.pointer}/workflowId`);
    if (action.stepId === undefined || workflow.steps.some(({ stepId }) => stepId === action.stepId)) return;
    const problem = `there is no step "${action.stepId}" in this workflow; write the id of one that is there`;
    throw refuse(`${action.pointer}/stepId`, "step-known", problem);
  };
  const checkOutputs = (outputs: ReadonlyMap<string, string>, pointer: string) => {
    for (const [name, expression] of outputs) {
      if (isExpression(expression)) continue;
      const problem = `"${expression}" is no runtime expression; write one, as $response.body#/id`;
      throw refuse(`${pointer}/outputs${join(name)}`, "runtime-expression", problem);
    }
  };

  refuseTwin(
    rules.sourceDescriptions.map(({ name }) => name),
    (index) => `/sourceDescriptions/${index}/name`,
    refuse,
  );
  refuseTwin(
    rules.workflows.map(({ workflowId }) => workflowId),
    (index) => `/workflows/${index}/workflowId`,
    refuse,
  );
  for (const workflow of rules.workflows) {
    refuseTwin(
      workflow.steps.map(({ stepId }) => stepId),
      (index) => `${workflow.pointer}/steps/${index}/stepId`,
      refuse,
    );
    checkOutputs(workflow.outputs, workflow.pointer);
    for (const [index, reference] of workflow.dependsOn.entries()) {
      checkReference(reference, `${workflow.pointer}/dependsOn/${index}`);
    }
    for (const step of workflow.steps) {
      if (step.target.kind === "workflow") checkReference(step.target, `${step.pointer}/workflowId`);
      checkOutputs(step.outputs, step.pointer);
      for (const action of [...step.onSuccess, ...step.onFailure]) checkAction(action, workflow);
    }
  }
  refuseCircle(rules.workflows, refuse);
}

type Refuse = (pointer: string, rule: string, problem: string) => Error;

function refuseTwin(ids: readonly string[], pointerOf: (index: number) => string, refuse: Refuse): void {
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) < index) throw refuse(pointerOf(index), "unique-id", `"${id}" occurs twice; give each its own`);
  }
}

/** What a workflow waits for, or calls in a step, must not wait for or call it in turn. */
function refuseCircle(workflows: readonly Workflow[], refuse: Refuse): void {
  const next = new Map(
    workflows.map(({ workflowId, dependsOn, steps }) => [
      workflowId,
      [...dependsOn, ...steps.flatMap(({ target }) => (target.kind === "workflow" ? [target] : []))]
        .filter(({ sourceName }) => sourceName === undefined)
        .map((reference) => reference.workflowId),
    ]),
  );
  const settled = new Set<string>();
  const visit = (id: string, path: readonly string[], pointer: string) => {
    if (settled.has(id)) return;
    if (path.includes(id)) {
      const circle = [...path.slice(path.indexOf(id)), id].join(" → ");
      throw refuse(pointer, "no-circle", `the workflows need each other in a circle: ${circle}; take one of these out`);
    }
    for (const other of next.get(id) ?? []) visit(other, [...path, id], pointer);
    settled.add(id);
  };
  for (const { workflowId, pointer } of workflows) visit(workflowId, [], pointer);
}
