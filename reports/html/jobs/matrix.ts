import type { Verdict } from "../../../contracts/index.ts";
import { type JobMatrix, jobMatrices, type MatrixCell } from "../../jobs/matrix.ts";
import type { CaseRecord } from "../../model.ts";
import { quantity, signs } from "../../text.ts";
import { html, type Markup } from "../markup.ts";

/** More faults than this are written upright, so that the table stays on the page. */
const mostAcross = 6;

/** What was seen of each target: properties against faults. Each cell leads to the case that says the worst. */
export function renderJobMatrices(cases: readonly CaseRecord[], anchors: readonly string[]): Markup | undefined {
  const matrices = jobMatrices(cases);
  if (matrices.length === 0) return undefined;
  return html`${matrices.map((matrix, index) => renderMatrix(matrix, `faults-${index + 1}`, anchors))}
<p class="aside">${signs.pass} held, so many times · ${signs.fail} violated, so many times of how many · ${signs.inconclusive} what should have tested it did not come about · ${signs.skipped} not exercised, or with figures: violated, and not promised</p>`;
}

function renderMatrix(matrix: JobMatrix, id: string, anchors: readonly string[]): Markup {
  const { title, properties, faults, cases } = matrix;
  const upright = faults.length > mostAcross;
  return html`<section>
<h2 id="${id}">Properties under faults: ${title}</h2>
<div class="card scroll" tabindex="0" role="region" aria-labelledby="${id}"><table class="matrix faults${upright && " upright"}">
<thead><tr><th scope="col">Property</th>${faults.map((fault) => html`<th scope="col"><span>${fault}</span></th>`)}</tr></thead>
<tbody>${properties.map(
    (property) =>
      html`<tr><th scope="row">${property}</th>${faults.map((fault) =>
        renderCell(matrix.cell(property, fault), `${property} under ${fault}`, anchors),
      )}</tr>\n`,
  )}</tbody>
</table></div>
${cases.length > faults.length && renderCases(matrix, id, anchors)}
</section>
`;
}

/** One row for each case: which points of a fault are behind a cell above. */
function renderCases({ properties, cases }: JobMatrix, id: string, anchors: readonly string[]): Markup {
  return html`<details class="aside"><summary>Each of the ${quantity(cases.length, "case")}</summary>
<div class="card scroll" tabindex="0" role="region" aria-label="Case by case"><table class="matrix faults upright" aria-labelledby="${id}">
<thead><tr><th scope="col">Fault</th>${properties.map((property) => html`<th scope="col"><span>${property}</span></th>`)}</tr></thead>
<tbody>${cases.map(
    (one) =>
      html`<tr><th scope="row">${one.title}</th>${properties.map((property) =>
        renderCell(one.cell(property), `${property} under ${one.title}`, anchors),
      )}</tr>\n`,
  )}</tbody>
</table></div>
</details>`;
}

function renderCell(cell: MatrixCell | undefined, what: string, anchors: readonly string[]): Markup {
  if (cell === undefined) {
    return html`<td><span class="none"><span aria-hidden="true">·</span><span class="hidden-text">${what}: not looked at</span></span></td>`;
  }
  const { verdict, exercised, violated, cases, worst } = cell;
  const figures: Readonly<Record<Verdict, string>> = {
    pass: `${exercised}`,
    fail: `${violated}/${exercised}`,
    inconclusive: "",
    skipped: violated > 0 ? `${violated}/${exercised}` : "",
  };
  const words: Readonly<Record<Verdict, string>> = {
    pass: `held ${quantity(exercised, "time")}`,
    fail: `violated ${violated} of ${quantity(exercised, "time")}`,
    inconclusive: "inconclusive",
    skipped:
      violated > 0 ? `violated ${violated} of ${quantity(exercised, "time")}, which is not promised` : "not exercised",
  };
  const said = `${what}: ${words[verdict]}${cases > 1 ? `, in ${cases} cases` : ""}`;
  return html`<td><a class="${verdict}" href="#${anchors[worst] ?? ""}" title="${said}"><span aria-hidden="true">${signs[verdict]}${figures[verdict] !== "" && html`&nbsp;${figures[verdict]}`}</span><span class="hidden-text">${said}</span></a></td>`;
}
