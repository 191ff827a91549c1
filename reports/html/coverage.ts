import type { Coverage } from "../../contracts/index.ts";
import { coverageSentence } from "../coverage.ts";
import { html, type Markup } from "./markup.ts";

type Met = { readonly seen: number; readonly reason?: string | undefined };

/** What of each service's contract was exercised, and why the rest was not: one table a service. */
export function renderCoverage(coverage: readonly Coverage[]): Markup | undefined {
  if (coverage.length === 0) return undefined;
  return html`<section>
<h2 id="coverage">Coverage</h2>
${coverage.map(renderService)}
</section>`;
}

function renderService(coverage: Coverage): Markup {
  const { subject, operations } = coverage;
  return html`<details class="aside"><summary>${subject}: ${coverageSentence(coverage)}</summary>
<div class="card scroll" tabindex="0" role="region" aria-label="Coverage of ${subject}"><table class="coverage">
<thead><tr><th scope="col">Operation</th><th scope="col">Answers</th><th scope="col">Statuses</th><th scope="col">Roles</th></tr></thead>
<tbody>${operations.map(
    ({ operation, seen, reason, statuses, roles }) => html`<tr>
<th scope="row"><code>${operation}</code></th>
<td>${seen === 0 && reason !== undefined ? `none: ${reason}` : seen}</td>
<td>${seen > 0 && statuses.map((one) => renderMet(one.status, one))}</td>
<td>${seen > 0 && roles.map((one) => renderMet(one.role, one))}</td>
</tr>
`,
  )}</tbody>
</table></div>
</details>
`;
}

/** A name and how often it was met; one that was not is told with the reason, to who points at it and to who listens. */
function renderMet(name: string, { seen, reason }: Met): Markup {
  if (seen > 0) return html`<span>${name} × ${seen}</span> `;
  return html`<span class="unmet" title="${reason ?? ""}">${name}<span class="hidden-text"> not seen: ${reason}</span></span> `;
}
