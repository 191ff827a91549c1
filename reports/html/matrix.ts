import { combineVerdicts, type Guarantee, guarantees, type Verdict } from "../../contracts/index.ts";
import type { CaseRecord } from "../model.ts";
import { signs } from "../text.ts";
import { html, type Markup } from "./markup.ts";

interface Cell {
  readonly verdict: Verdict;
  /** Anchor of the case that says so; the worst one where there are several. */
  readonly anchor: string;
}

/** Guarantees against services (or against jobs): one table that shows at a glance what holds where. */
export function renderMatrix(
  kind: "guarantee" | "job",
  cases: readonly CaseRecord[],
  anchors: readonly string[],
): Markup | undefined {
  const cells = new Map<Guarantee, Map<string, Cell>>();
  const subjects: string[] = [];
  for (const [index, record] of cases.entries()) {
    if (record.case.kind !== kind) continue;
    if (!subjects.includes(record.case.subject)) subjects.push(record.case.subject);
    for (const [guarantee, verdict] of judged(record)) {
      const row = cells.get(guarantee) ?? new Map<string, Cell>();
      cells.set(guarantee, row);
      const before = row.get(record.case.subject);
      const together = combineVerdicts(before === undefined ? [verdict] : [before.verdict, verdict]);
      if (before?.verdict !== together)
        row.set(record.case.subject, { verdict: together, anchor: anchors[index] as string });
    }
  }
  if (cells.size === 0) return undefined;
  const [heading, columns] = kind === "guarantee" ? ["Guarantees by service", "service"] : ["Guarantees by job", "job"];
  const rows = guarantees.filter((guarantee) => cells.has(guarantee));
  return html`<section>
<h2 id="matrix-${kind}">${heading}</h2>
<div class="card scroll" tabindex="0" role="region" aria-labelledby="matrix-${kind}"><table class="matrix">
<thead><tr><th scope="col">Guarantee</th>${subjects.map((subject) => html`<th scope="col">${subject}</th>`)}</tr></thead>
<tbody>${rows.map(
    (guarantee) =>
      html`<tr><th scope="row">${guarantee.replaceAll("-", " ")}</th>${subjects.map((subject) =>
        renderCell(cells.get(guarantee)?.get(subject), `${guarantee} of ${columns} ${subject}`),
      )}</tr>\n`,
  )}</tbody>
</table></div>
${kind === "guarantee" && renderAbsent(rows)}
</section>`;
}

/** The guarantees that a case speaks of: the one in its id, else those of its findings. */
function judged(record: CaseRecord): readonly (readonly [Guarantee, Verdict])[] {
  const own = guarantees.find((guarantee) => record.case.id.split("/").includes(guarantee));
  if (own !== undefined) return [[own, record.overall]];
  const groups = Map.groupBy(record.findings, (finding) => finding.guarantee);
  return [...groups].map(([guarantee, findings]) => [guarantee, combineVerdicts(findings.map((one) => one.verdict))]);
}

function renderCell(cell: Cell | undefined, what: string): Markup {
  if (cell === undefined)
    return html`<td><span class="none"><span aria-hidden="true">·</span><span class="hidden-text">${what}: not looked at</span></span></td>`;
  return html`<td><a class="${cell.verdict}" href="#${cell.anchor}" title="${what}: ${cell.verdict}"><span aria-hidden="true">${signs[cell.verdict]}</span><span class="hidden-text">${what}: ${cell.verdict}</span></a></td>`;
}

/** What this report says nothing about, so that nobody takes silence for a pass. */
function renderAbsent(present: readonly Guarantee[]): Markup | undefined {
  const absent = guarantees.filter((guarantee) => !present.includes(guarantee));
  if (absent.length === 0) return undefined;
  return html`<details class="aside"><summary>${absent.length} guarantees were not looked at for services in this report</summary>${absent.map((slug) => slug.replaceAll("-", " ")).join(", ")}</details>`;
}
