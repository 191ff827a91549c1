import type { Contract, Rules, Schema, ServiceExtension } from "../../contracts/index.ts";
import { renderDocument } from "../html/document.ts";
import { html, type Markup } from "../html/markup.ts";
import { operationAnchor, schemaAnchor } from "./anchors.ts";
import { contractStyle } from "./contract-style.ts";
import { renderOperation } from "./operation.ts";
import { renderRules } from "./rules.ts";
import { renderSchema } from "./schema.ts";

/** What a page shows of a contract version. */
export interface ContractPage {
  readonly contract: Contract;
  /** Released: its files never change again. */
  readonly released: boolean;
  readonly rules: Rules | undefined;
  /** Links to the other pages, already relative to this one. */
  readonly navigation: Markup;
  /** The contract as a file, relative to this page. */
  readonly raw: string;
}

/** A contract version as a page for people: no network, no script. */
export function renderContractPage({ contract, navigation, raw, released, rules }: ContractPage): string {
  const { document, operations, service, version } = contract;
  const schemas = Object.entries(namedSchemas(document));
  const description = (document.info as { description?: string } | undefined)?.description ?? "";
  const body = html`<div class="page">
<header class="topbar"><span class="mark">tercet</span><span class="muted">what was promised</span>${navigation}</header>
<main>
<section class="hero card">
<h1>${service} <span class="version">${version}</span></h1>
<p>${renderState(released)} <a href="${raw}" download>OpenAPI file</a></p>
${description !== "" && html`<p class="text">${description}</p>`}
<dl class="facts">${factsOf(contract.extension).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</section>
<nav class="contents card" aria-label="On this page"><ul>${operations.map(
    ({ id, method, path, summary }) =>
      html`<li><a href="#${operationAnchor(id)}"><span class="badge">${method.toUpperCase()}</span> <code>${path}</code></a> <span class="muted">${summary}</span></li>`,
  )}</ul></nav>
${rules !== undefined && renderRules(rules)}
<h2>Operations</h2>
${operations.map((operation) => renderOperation(operation, document))}
${schemas.length > 0 && html`<h2>Schemas</h2>`}
${schemas.map(
  ([
    name,
    schema,
  ]) => html`<section class="named card" id="${schemaAnchor(name)}"><h3>${name}</h3>${renderSchema(schema)}</section>
`,
)}
</main>
</div>`;
  return renderDocument({ title: `${service} ${version}`, style: contractStyle, body });
}

/** Whether a version may still change, as a badge. */
export function renderState(released: boolean): Markup {
  return released
    ? html`<span class="badge pass">released: it never changes</span>`
    : html`<span class="badge inconclusive">working version: it may change</span>`;
}

function namedSchemas(document: Contract["document"]): Record<string, Schema> {
  const components = document.components as { schemas?: Record<string, Schema> } | undefined;
  return components?.schemas ?? {};
}

/** What the service promises as a whole, in words. */
function factsOf({ capacity, database, dependencies, jobs, metrics, token }: ServiceExtension): [string, string][] {
  const facts: [string, string | undefined][] = [
    ["Tokens", token && `signed${token.encrypted ? " and encrypted" : ""}${lifetime(token.maxLifetimeSeconds)}`],
    [
      "Capacity",
      capacity && `${capacity.ratedRequestsPerSecond} requests/s, 99 % within ${capacity.p99Milliseconds} ms`,
    ],
    ["Database", database && `at most ${database.maxConnections} connections`],
    ...dependencies.map(({ maxRequestsPerSecond, range, service }): [string, string] => [
      "Calls",
      `${service} ${range}${maxRequestsPerSecond === undefined ? "" : `, at most ${maxRequestsPerSecond} requests/s`}`,
    ]),
    ...jobs.map(({ everySeconds, name, timeoutSeconds }): [string, string] => [
      "Job",
      `${name}: every ${everySeconds} s, done within ${timeoutSeconds} s`,
    ]),
    ["Metrics", metrics],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

const lifetime = (seconds: number | undefined) => (seconds === undefined ? "" : `, live at most ${seconds} s`);
