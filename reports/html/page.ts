import type { Verdict } from "../../contracts/index.ts";
import { type CaseRecord, countVerdicts, type Report } from "../model.ts";
import { formatDuration, quantity, signs, verdictSentence } from "../text.ts";
import { behaviour } from "./behaviour.ts";
import { renderCoverage } from "./coverage.ts";
import { anchorsOf, casesData } from "./data.ts";
import { renderDocument } from "./document.ts";
import { renderJobMatrices } from "./jobs/matrix.ts";
import { jobScript } from "./jobs/script.ts";
import { jobStyle } from "./jobs/style.ts";
import { html, jsonForScript, type Markup } from "./markup.ts";
import { renderMatrix } from "./matrix.ts";
import { reportStyle } from "./report-style.ts";

/** Verdicts as they are said of a case. */
const words: Readonly<Record<Verdict, string>> = {
  pass: "passed",
  fail: "failed",
  inconclusive: "inconclusive",
  skipped: "skipped",
};
const worstFirst: readonly Verdict[] = ["fail", "inconclusive", "skipped", "pass"];
const kinds = [
  ["contract", "Contracts"],
  ["guarantee", "Guarantees"],
  ["scenario", "Business scenarios"],
  ["job", "Jobs"],
] as const;
/** So many failed cases are open from the start, and so many are listed on top. */
const openedCases = 3;
const listedCases = 25;

/** The report of one or several runs as one file that needs no network: readable first, and searchable by its script. */
export function renderHtml(report: Report, navigation?: Markup): string {
  const { cases, counts, verdict } = report;
  const anchors = anchorsOf(cases);
  const hasJobs = cases.some(({ job }) => job !== undefined);
  const body = html`<div class="page">
<header class="topbar"><span class="mark">tercet</span><span class="muted">what was promised, and what was seen</span>${navigation}</header>
<main>
${renderHero(report)}
${renderAttention(cases, anchors)}
${renderMatrix("guarantee", cases, anchors)}
${renderMatrix("job", cases, anchors)}
${renderJobMatrices(cases, anchors)}
<h2 id="cases">Cases</h2>
<noscript><p class="muted">The details of a case are shown by a script, which this browser does not run; the JSON report holds the same.</p></noscript>
<div class="toolbar" role="search" aria-label="Cases">
<input type="search" id="query" placeholder="Filter: carts, expired token, 401 …" aria-label="Filter by text" autocomplete="off" spellcheck="false">
${worstFirst.map((one) => html`<button type="button" class="${one}" data-filter="${one}" aria-pressed="false">${signs[one]} ${counts[one]} ${words[one]}</button>`)}
<span class="muted" id="shown" role="status">${quantity(cases.length, "case")}</span>
</div>
${kinds.map(([kind, title]) => renderKind(kind, title, cases, anchors))}
<p id="nothing" hidden>Nothing matches this filter.</p>
${renderCoverage(report.runs.flatMap((run) => run.coverage))}
</main>
</div>
<script type="application/json" id="data">${jsonForScript(casesData(cases))}</script>`;
  return renderDocument({
    title: `${words[verdict]} – ${report.runs.map((run) => run.command).join(", ") || "tercet"}`,
    style: hasJobs ? reportStyle + jobStyle : reportStyle,
    body,
    script: `(${behaviour.toString()})(${hasJobs ? jobScript : ""});`,
  });
}

function renderHero({ runs, cases, counts, verdict }: Report): Markup {
  const [headline = "", explanation = ""] = verdictSentence(verdict, counts).split(": ");
  let offset = 0;
  const segments = worstFirst.map((one) => {
    offset += counts[one];
    return html`<rect class="${one}" x="${offset - counts[one]}" width="${counts[one]}" height="1"/>`;
  });
  return html`<section class="hero card ${verdict}">
<div class="verdict"><span class="sign" aria-hidden="true">${signs[verdict]}</span><div><h1>${headline}</h1><p>${explanation}</p></div></div>
<svg class="bar" viewBox="0 0 ${Math.max(cases.length, 1)} 1" preserveAspectRatio="none" aria-hidden="true">${segments}</svg>
${runs.map(
  (run) => html`<dl class="facts">
<div><dt>Command</dt><dd><code>${run.command}</code></dd></div>
${run.environment !== undefined && html`<div><dt>Environment</dt><dd>${run.environment}</dd></div>`}
<div><dt>Started</dt><dd><time datetime="${run.startedAt}">${run.startedAt.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC")}</time></dd></div>
<div><dt>Duration</dt><dd>${formatDuration(run.durationMilliseconds)}</dd></div>
<div><dt>Seed</dt><dd class="mono">${run.seed}</dd></div>
<div><dt>Version</dt><dd>${run.tool.name} ${run.tool.version}</dd></div>
</dl>`,
)}
</section>`;
}

/** What a reader should look at first, with the first sentence of each. */
function renderAttention(cases: readonly CaseRecord[], anchors: readonly string[]): Markup | undefined {
  const wrong = cases
    .map((record, index) => ({ record, anchor: anchors[index] as string }))
    .filter(({ record }) => record.overall === "fail" || record.overall === "inconclusive")
    .sort((one, other) => worstFirst.indexOf(one.record.overall) - worstFirst.indexOf(other.record.overall));
  if (wrong.length === 0) return undefined;
  return html`<section>
<h2 id="attention">What needs attention</h2>
<ul class="attention card">${wrong.slice(0, listedCases).map(
    ({
      record,
      anchor,
    }) => html`<li>${renderBadge(record.overall)}<span><a href="#${anchor}">${record.case.title}</a> <span class="muted">${[record.case.subject, record.case.location ?? ""].filter(Boolean).join(", ")}</span></span>
<p>${reasonOf(record)}</p></li>\n`,
  )}</ul>
${wrong.length > listedCases && html`<p class="aside">… and ${wrong.length - listedCases} more below.</p>`}
</section>`;
}

function reasonOf(record: CaseRecord): string {
  const { overall, cleanup, findings, message, verdict } = record;
  if (verdict !== overall && cleanup !== undefined) return `Clean-up: ${cleanup.message}`;
  return message ?? findings.find((finding) => finding.verdict === overall)?.message ?? "";
}

function renderKind(
  kind: CaseRecord["case"]["kind"],
  title: string,
  cases: readonly CaseRecord[],
  anchors: readonly string[],
): Markup | undefined {
  const own = [...cases.entries()].filter(([, record]) => record.case.kind === kind);
  if (own.length === 0) return undefined;
  const failed = cases.filter((record) => record.overall === "fail").slice(0, openedCases);
  // Services are read one by one; the other kinds have few cases for a subject.
  const sections = Map.groupBy(own, ([, record]) => (kind === "guarantee" ? record.case.subject : ""));
  return html`${[...sections].map(
    ([subject, entries]) => html`<section class="kind">
<h3>${title}${subject !== "" && html` of ${subject}`}</h3>
<div class="cases card">${entries.map(([index, record]) =>
      renderCase(record, index, anchors[index] as string, failed.includes(record)),
    )}</div>
</section>
`,
  )}`;
}

function renderCase(record: CaseRecord, index: number, anchor: string, open: boolean): Markup {
  const numbers = countVerdicts(record.findings.map((finding) => finding.verdict));
  const told = worstFirst
    .filter((verdict) => numbers[verdict] > 0)
    .map((verdict) => `${numbers[verdict]} ${words[verdict]}`);
  return html`<details class="case" id="${anchor}" data-index="${index}" data-verdict="${record.overall}"${open && html` open`}>
<summary>${renderBadge(record.overall)}<span class="title">${record.case.title}<small>${place(record)}</small></span><span class="numbers">${told.join(" · ")}</span><span class="time">${formatDuration(record.durationMilliseconds)}</span></summary>
<div class="body"></div>
</details>
`;
}

function renderBadge(verdict: Verdict): Markup {
  return html`<span class="badge ${verdict}"><span aria-hidden="true">${signs[verdict]}</span>${words[verdict]}</span>`;
}

/** What stands small beside the title: of whom and from where, and why it was skipped. */
function place({ case: { kind, subject, location }, overall, message }: CaseRecord): string {
  const why = overall === "skipped" ? message : undefined;
  return [kind === "guarantee" ? undefined : subject, location, why].filter((part) => part !== undefined).join(", ");
}
