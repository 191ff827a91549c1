import { resolve } from "node:path";
import {
  type Contract,
  type Operation,
  type Rules,
  resolvePointer,
  type RuleStep as Step,
  type Workflow,
} from "../../../contracts/index.ts";
import { type JudgedCriterion, prepareCriterion } from "./criteria.ts";

/** A workflow whose every part can be run. */
export interface WorkflowPlan {
  readonly workflow: Workflow;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly steps: readonly StepPlan[];
}

/** A step, bound to the contract. */
export interface StepPlan {
  readonly step: Step;
  readonly operation: Operation;
  /** Whose token is sent: `x-tercet-role` of the step, else the first role that the operation allows. */
  readonly roles: readonly string[];
  readonly criteria: readonly { readonly condition: string; readonly holds: JudgedCriterion }[];
}

/** Binds a workflow to the contract; every reason why it cannot be run is told, nothing of it is left out. */
export function planWorkflow(
  workflow: Workflow,
  rules: Rules,
  contract: Contract,
): WorkflowPlan | { readonly unsupported: readonly string[] } {
  const unsupported: string[] = [];
  const steps = workflow.steps.flatMap((step) => {
    const operation = operationOf(step, rules, contract);
    if (typeof operation === "string") unsupported.push(`${step.pointer}: ${operation}`);
    unsupported.push(...unsupportedParts(step));
    const criteria = step.successCriteria.flatMap((criterion) => {
      const holds = prepareCriterion(criterion);
      if (typeof holds === "function") return [{ condition: describe(criterion), holds }];
      unsupported.push(holds.unsupported);
      return [];
    });
    return typeof operation === "string" ? [] : [{ step, operation, roles: rolesOf(step, rules, operation), criteria }];
  });
  const inputs = inputsOf(workflow);
  if (typeof inputs === "string") unsupported.push(`${workflow.pointer}/inputs: ${inputs}`);
  if (unsupported.length > 0 || typeof inputs === "string") return { unsupported };
  return { workflow, inputs, steps };
}

function operationOf({ target }: Step, rules: Rules, contract: Contract): Operation | string {
  if (target.kind === "workflow") return "a step that calls a workflow is not supported; write its steps here";
  const source = rules.sourceDescriptions.find(({ name }) => name === target.sourceName);
  const described = rules.sourceDescriptions.filter(({ type }) => type === "openapi");
  if (described.length > 1 && source?.location !== resolve(contract.source)) {
    return `${target.sourceName} is another service than ${contract.service}; rules over several services are not supported`;
  }
  const operation = contract.operations.find((candidate) =>
    target.kind === "operationId" ? candidate.id === target.operationId : candidate.pointer === target.operationPointer,
  );
  const name = target.kind === "operationId" ? target.operationId : target.operationPointer;
  return operation ?? `${contract.source} has no operation ${name}`;
}

function unsupportedParts(step: Step): readonly string[] {
  const mediaType = step.requestBody?.contentType ?? "application/json";
  return [
    ...[...step.onSuccess, ...step.onFailure].map(
      ({ pointer, type }) =>
        `${pointer}: the action ${type} is not supported; steps run in order, and the first failure ends the rule`,
    ),
    ...step.parameters.flatMap(({ pointer, in: place }) =>
      place === "cookie" || place === undefined
        ? [`${pointer}: only path, query and header parameters are supported`]
        : [],
    ),
    ...(/^application\/(?:[\w.-]+\+)?json\b/.test(mediaType)
      ? []
      : [`${step.requestBody?.pointer}/contentType: ${mediaType} is not supported, only JSON is`]),
    ...(step.requestBody?.replacements ?? []).flatMap(({ pointer, target }) =>
      target === "" || target.startsWith("/") ? [] : [`${pointer}: the target ${target} is no JSON Pointer`],
    ),
  ];
}

function rolesOf(step: Step, rules: Rules, operation: Operation): readonly string[] {
  const raw = resolvePointer(rules.document, step.pointer) as { readonly "x-tercet-role"?: unknown } | undefined;
  const role = raw?.["x-tercet-role"];
  if (typeof role === "string") return [role];
  return operation.security[0]?.schemes.flatMap(({ roles }) => roles.slice(0, 1)) ?? [];
}

/** Arazzo leaves it open where inputs come from: here their schemas' defaults give them. */
function inputsOf({ inputs }: Workflow): Readonly<Record<string, unknown>> | string {
  if (typeof inputs !== "object") return {};
  const properties = (inputs.properties ?? {}) as Readonly<Record<string, unknown>>;
  const given = Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === "object" && schema !== null && "default" in schema ? [[name, schema.default] as const] : [],
  );
  const names = new Set(given.map(([name]) => name));
  const missing = ((inputs.required ?? []) as readonly string[]).filter((name) => !names.has(name));
  return missing.length > 0 ? `${missing.join(", ")} must have a default` : Object.fromEntries(given);
}

function describe({ type, condition, context }: Workflow["steps"][number]["successCriteria"][number]): string {
  return type === "regex" ? `${context} matches /${condition}/` : condition;
}
