import type { Rules } from "../../contracts/index.ts";
import { html, type Markup } from "../html/markup.ts";
import { operationAnchor } from "./anchors.ts";

type Step = Rules["workflows"][number]["steps"][number];

/** The business rules of a service (Arazzo workflows) in words, each with the steps that prove it. */
export function renderRules(rules: Rules): Markup {
  return html`<section aria-labelledby="rules"><h2 id="rules">Business rules</h2>
<ol class="rules card">${rules.workflows.map(
    ({ description, steps, summary, workflowId }) => html`<li><details><summary>${summary || workflowId}</summary>
${description !== "" && html`<p>${description}</p>`}
<ol>${steps.map((step) => html`<li>${renderStep(step)}</li>`)}</ol></details></li>
`,
  )}</ol></section>`;
}

function renderStep({ description, stepId, successCriteria, target }: Step): Markup {
  const called =
    target.kind === "operationId"
      ? target.operationId
      : target.kind === "workflow"
        ? target.workflowId
        : target.operationPointer;
  const name =
    target.kind === "operationId"
      ? html`<a href="#${operationAnchor(called)}">${called}</a>`
      : html`<code>${called}</code>`;
  const expected = successCriteria
    .map(({ condition, context }) => describeCondition(condition, context))
    .join(", and ");
  return html`${description || stepId.replaceAll("-", " ")}: ${name}${expected !== "" && ` – ${expected}`}`;
}

/** A criterion (Arazzo 1.0, "Criterion Object") in words where it is one of the common ones, else as it is written. */
function describeCondition(condition: string, context: string | undefined): string {
  if (context !== undefined) return `${nameOf(context)} fits ${condition}`;
  const [, left, operator, right] = /^(\$\S+) (==|!=|>=?|<=?) (.+)$/.exec(condition) ?? [];
  if (left === undefined || operator === undefined || right === undefined || /&&|\|\|/.test(right)) return condition;
  if (left === "$statusCode") return `answers ${operator === "==" ? "" : `${operators[operator]} `}${right}`;
  return `${nameOf(left)} is ${operator === "==" ? "" : `${operators[operator]} `}${right}`;
}

const operators: Readonly<Record<string, string>> = {
  "!=": "not",
  ">": "more than",
  ">=": "at least",
  "<": "less than",
  "<=": "at most",
};

function nameOf(expression: string): string {
  return expression.replace(/^\$response\.body#\//, "").replace(/^\$response\.header\./, "header ");
}
