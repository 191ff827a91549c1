import type { JsonObject, Link, Response } from "../../contracts/index.ts";
import { html, type Markup } from "../html/markup.ts";
import { operationAnchor } from "./anchors.ts";
import { renderContent, renderDescription } from "./content.ts";
import { renderSchema } from "./schema.ts";

/** What an operation answers with one status. */
export function renderAnswer({ content, description, headers, links }: Response, document: JsonObject): Markup {
  return html`<p>${description}</p>
<div class="folded">${renderContent(content)}
${
  headers.length > 0 &&
  html`<details><summary>Headers</summary><ul>${headers.map(
    ({ name, pointer, required, schema }) =>
      html`<li><code>${name}</code>${required && html` <span class="must">required</span>`}${renderDescription(document, pointer)}${renderSchema(schema)}</li>`,
  )}</ul></details>`
}
${links.length > 0 && html`<details><summary>Goes on with</summary><ul>${links.map(renderLink)}</ul></details>`}</div>`;
}

function renderLink({ operationId, parameters, requestBody }: Link): Markup {
  const values = [...parameters, ...(requestBody === undefined ? [] : [["body", requestBody] as const])];
  const told = values.map(([name, value]) => `${name} = ${describeSource(value)}`).join(", ");
  return html`<li><a href="#${operationAnchor(operationId)}">${operationId}</a> <span class="muted">${told}</span></li>`;
}

/** A runtime expression (OpenAPI 3.1, "Runtime Expressions") in words where it is a common one; constants as they are. */
function describeSource(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const [, side, path] = /^\$(response|request)\.body#\/(.+)$/.exec(value) ?? [];
  return side === undefined ? value : `the ${side === "response" ? "answer" : "request"}'s ${path}`;
}
