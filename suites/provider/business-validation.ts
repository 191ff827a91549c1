import type { Rules, Workflow } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { redactExchange } from "../kit/redact.ts";
import { planWorkflow } from "./business-validation/plan.ts";
import { type Finished, runWorkflow } from "./business-validation/run-workflow.ts";

/** Runs the contract's business rules, Arazzo 1.0 workflows in `rules.arazzo.json` beside it, each as one finding. */
export const businessValidation: Check = {
  guarantee: "business-validation",
  statement:
    "The contract's business rules hold: accepted where allowed, refused where not, and a refusal changes nothing.",
  rationale: "A request can have the right form and still make no business sense: can this item be in this cart?",
  standard: { title: "Arazzo Specification 1.0.1", url: "https://spec.openapis.org/arazzo/v1.0.1.html" },
  severity: "serious",
  appliesWhen: "business rules (`rules.arazzo.json`) stand beside the contract",
  needs: ["a token source"],
  maxSeconds: 120,
  mend: "Validate the business rule in the service that owns the data, before anything is written.",
  safeInProduction: false,
  ways: (_contract, { rules }) => rules?.workflows.map(({ workflowId }) => workflowId) ?? [],
  inapplicable: (_contract, { rules }) =>
    rules === undefined ? "no rules.arazzo.json lies beside the contract" : undefined,
  async run(context) {
    const { rules } = context.target;
    if (rules === undefined) return;
    let finished: Finished = {};
    for (const workflow of inOrder(rules))
      finished = { ...finished, ...(await judge(workflow, rules, finished, context)) };
  },
};

async function judge(workflow: Workflow, rules: Rules, finished: Finished, context: CheckContext): Promise<Finished> {
  const check = `business-validation/${workflow.workflowId}`;
  const operation = workflow.workflowId;
  const plan = planWorkflow(workflow, rules, context.contract);
  if ("unsupported" in plan) {
    const message = `Not judged: ${plan.unsupported.join("; ")}.`;
    context.report({ check, operation, verdict: "skipped", message });
    return {};
  }
  const unmet = workflow.dependsOn.filter(
    ({ workflowId, sourceName }) => sourceName || !Object.hasOwn(finished, workflowId),
  );
  if (unmet.length > 0) {
    const names = unmet.map(({ workflowId }) => workflowId).join(", ");
    context.report({
      check,
      operation,
      verdict: "inconclusive",
      message: `Not judged: it depends on ${names}, which did not hold.`,
    });
    return {};
  }
  const outcome = await runWorkflow(plan, finished, context);
  context.report({
    check,
    operation: outcome.operation,
    verdict: outcome.verdict,
    message: outcome.message,
    evidence: {
      story: [...outcome.story],
      ...(outcome.exchange === undefined ? {} : redactExchange(outcome.exchange)),
    },
  });
  return outcome.verdict === "pass" ? { [workflow.workflowId]: { inputs: plan.inputs, outputs: outcome.outputs } } : {};
}

/** Those that others depend on first; a cycle is broken where it is met, and shows as a dependency that did not hold. */
function inOrder({ workflows }: Rules): readonly Workflow[] {
  const ordered = new Set<Workflow>();
  const visit = (workflow: Workflow, path: ReadonlySet<Workflow>) => {
    if (ordered.has(workflow) || path.has(workflow)) return;
    for (const { workflowId } of workflow.dependsOn) {
      const needed = workflows.find((candidate) => candidate.workflowId === workflowId);
      if (needed !== undefined) visit(needed, new Set([...path, workflow]));
    }
    ordered.add(workflow);
  };
  for (const workflow of workflows) visit(workflow, new Set());
  return [...ordered];
}
