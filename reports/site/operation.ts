import type { JsonObject, Operation, Parameter } from "../../contracts/index.ts";
import { html, type Markup } from "../html/markup.ts";
import { operationAnchor } from "./anchors.ts";
import { renderAnswer } from "./answer.ts";
import { renderContent, renderDescription, renderExamples } from "./content.ts";
import { renderSchema } from "./schema.ts";
import { termsOf } from "./terms.ts";

const must = html` <span class="must">required</span>`;

/** One operation for a reader: on what terms it may be called, what it takes, what it answers. */
export function renderOperation(operation: Operation, document: JsonObject): Markup {
  const { id, method, parameters, path, pointer, requestBody, responses, summary } = operation;
  const anchor = operationAnchor(id);
  return html`<section class="operation card" id="${anchor}" aria-labelledby="${anchor}-title">
<h3 id="${anchor}-title"><a class="method" href="#${anchor}"><span class="badge">${method.toUpperCase()}</span> <code>${path}</code></a></h3>
<p>${summary} <span class="muted">(${id})</span></p>
${renderDescription(document, pointer)}
<ul class="terms">${termsOf(operation).map((term) => html`<li>${term}</li>`)}</ul>
${parameters.length > 0 && renderParameters(parameters, document)}
${requestBody !== undefined && html`<h4>Request body${requestBody.required && must}</h4>\n${renderContent(requestBody.content)}`}
<h4>Answers</h4>
<div class="scroll"><table><thead><tr><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>${[
    ...responses,
  ].map(
    ([
      status,
      response,
    ]) => html`<tr><th scope="row"><code>${status}</code></th><td>${renderAnswer(response, document)}</td></tr>
`,
  )}</tbody></table></div>
</section>
`;
}

function renderParameters(parameters: readonly Parameter[], document: JsonObject): Markup {
  return html`<h4>Parameters</h4>
<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Value</th></tr></thead><tbody>${parameters.map(
    (
      parameter,
    ) => html`<tr><th scope="row"><code>${parameter.name}</code>${parameter.required && must}</th><td>${parameter.in}</td><td>${renderDescription(document, parameter.pointer)}${renderSchema(parameter.schema)}${renderExamples(parameter.examples)}</td></tr>
`,
  )}</tbody></table></div>`;
}
