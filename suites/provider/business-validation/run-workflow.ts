import {
  type ExpressionScope,
  evaluateExpression,
  evaluateTemplate,
  missingExpressions,
} from "../../../contracts/index.ts";
import type { Call, CheckContext } from "../../kit/check.ts";
import { credentialsOf } from "../../kit/credentials/of-target.ts";
import type { Exchange } from "../../kit/exchange.ts";
import type { StepPlan, WorkflowPlan } from "./plan.ts";
import { replace } from "./replace.ts";

/** How a workflow ended. `exchange` is the one of the step that decided. */
export interface WorkflowOutcome {
  readonly verdict: "pass" | "fail" | "inconclusive";
  readonly message: string;
  readonly operation: string;
  readonly exchange?: Exchange;
  /** What was done, one sentence a step. */
  readonly story: readonly string[];
  /** The workflow's outputs, for those that depend on it. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Values of workflows that have run, by workflowId. */
export type Finished = Readonly<Record<string, { readonly inputs: unknown; readonly outputs: unknown }>>;

/** Runs the steps in order; the first one whose criteria do not hold ends it. */
export async function runWorkflow(
  plan: WorkflowPlan,
  workflows: Finished,
  context: CheckContext,
): Promise<WorkflowOutcome> {
  const { workflow, inputs } = plan;
  const steps: Record<string, { readonly outputs: Readonly<Record<string, unknown>> }> = {};
  const story: string[] = [];
  const rule = workflow.summary || workflow.workflowId;
  for (const planned of plan.steps) {
    const { step, operation, criteria } = planned;
    const known: ExpressionScope = { inputs, steps, workflows };
    const call = makeCall(planned, known, context);
    if ("missing" in call) {
      const message = `The rule "${rule}" could not be judged: at its step ${step.stepId} there is no value for ${call.missing.join(", ")}.`;
      return { verdict: "inconclusive", message, operation: operation.id, story, outputs: {} };
    }
    const exchange = await context.send(await context.bind(call), operation);
    const scope = { ...known, ...scopeOf(call, exchange) };
    story.push(`${step.description || step.stepId}: ${operation.id} answers ${exchange.response.status}.`);
    const broken =
      criteria.length === 0
        ? exchange.response.status < 200 || exchange.response.status > 299
          ? "a status of 2xx"
          : undefined
        : criteria.find(({ holds }) => !holds(scope))?.condition;
    if (broken !== undefined) {
      const message = `The rule "${rule}" does not hold: at its step ${step.stepId} it expects ${broken}, and ${operation.id} answers ${exchange.response.status}.`;
      return { verdict: "fail", message, operation: operation.id, exchange, story, outputs: {} };
    }
    steps[step.stepId] = { outputs: outputsOf(step.outputs, scope) };
  }
  return {
    verdict: "pass",
    message: `The rule "${rule}" holds.`,
    operation: plan.steps[0]?.operation.id ?? workflow.workflowId,
    story,
    outputs: outputsOf(workflow.outputs, { inputs, steps, workflows }),
  };
}

function makeCall(
  { step, operation, roles }: StepPlan,
  scope: ExpressionScope,
  context: CheckContext,
): Call | { missing: readonly string[] } {
  const { parameters, requestBody } = step;
  const missing = missingExpressions(
    [parameters.map(({ value }) => value), requestBody?.payload, requestBody?.replacements.map(({ value }) => value)],
    scope,
  );
  if (missing.length > 0) return { missing };
  const values = (place: string) =>
    Object.fromEntries(
      parameters.filter((one) => one.in === place).map(({ name, value }) => [name, evaluateTemplate(value, scope)]),
    );
  const headers = Object.entries(values("header")).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const body = requestBody?.replacements.reduce<unknown>(
    (payload, { target, value }) => replace(payload, target, evaluateTemplate(value, scope)),
    evaluateTemplate(requestBody.payload, scope),
  );
  const subject = credentialsOf(context.target)?.subject;
  return {
    operation,
    path: values("path"),
    query: values("query"),
    headers: Object.fromEntries(headers),
    ...(body === undefined ? {} : { body, mediaType: requestBody?.contentType ?? "application/json" }),
    ...(subject === undefined || operation.security.length === 0 ? {} : { identity: { subject, roles } }),
  };
}

function scopeOf(call: Call, { request, response }: Exchange): ExpressionScope {
  return {
    url: request.url,
    method: request.method,
    statusCode: response.status,
    request: { path: call.path, query: call.query, headers: request.headers, body: call.body },
    response: { headers: response.headers, body: parsed(response.body) },
  };
}

/** A body that is not JSON is text to the rules; that it should have been JSON is another guarantee's matter. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function outputsOf(
  expressions: ReadonlyMap<string, string>,
  scope: ExpressionScope,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...expressions].map(([name, expression]) => [name, evaluateExpression(expression, scope)]),
  );
}
