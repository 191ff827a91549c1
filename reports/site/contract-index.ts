import { renderDocument } from "../html/document.ts";
import { html, type Markup } from "../html/markup.ts";
import { renderState } from "./contract-page.ts";
import { contractStyle } from "./contract-style.ts";

/** One version in the index. */
export interface IndexEntry {
  readonly service: string;
  readonly version: string;
  readonly released: boolean;
  readonly operations: number;
  readonly rules: number;
  readonly description: string;
  /** Its page, relative to the index. */
  readonly href: string;
}

/** Every service with its contract versions, in the order given: the newest one first. */
export function renderContractIndex(entries: readonly IndexEntry[], navigation: Markup): string {
  const services = Map.groupBy(entries, (entry) => entry.service);
  const body = html`<div class="page">
<header class="topbar"><span class="mark">tercet</span><span class="muted">what was promised</span>${navigation}</header>
<main>
<h1>Contracts</h1>
${[...services].map(
  ([service, versions]) => html`<section class="named card"><h2>${service}</h2>
<p>${versions[0]?.description}</p>
<div class="scroll"><table><thead><tr><th scope="col">Version</th><th scope="col">State</th><th scope="col">Operations</th><th scope="col">Business rules</th></tr></thead><tbody>${versions.map(
    (
      entry,
    ) => html`<tr><th scope="row"><a href="${entry.href}">${entry.version}</a></th><td>${renderState(entry.released)}</td><td>${entry.operations}</td><td>${entry.rules}</td></tr>
`,
  )}</tbody></table></div></section>
`,
)}
${entries.length === 0 && html`<p>The catalog holds no contract.</p>`}
</main>
</div>`;
  return renderDocument({ title: "Contracts", style: contractStyle, body });
}
