import { type Example, type JsonObject, type MediaType, resolvePointer } from "../../contracts/index.ts";
import { html, type Markup } from "../html/markup.ts";
import { renderSchema, renderType } from "./schema.ts";

/** The bodies that a request or an answer may have, by media type: a named schema is linked, another one folded. */
export function renderContent(content: ReadonlyMap<string, MediaType>): Markup {
  return html`${[...content].map(([name, { examples, schema }]) => {
    const title = html`<span class="muted">${name}</span>`;
    const shown = renderExamples(examples);
    if (schema === undefined) return html`<p>${title}</p>${shown}`;
    const named = typeof schema === "object" && typeof schema.$ref === "string";
    if (named) return html`<p>${renderType(schema)} ${title}</p>${shown}`;
    return html`<details><summary>Body ${title}</summary>${renderSchema(schema)}</details>${shown}`;
  })}`;
}

/** Examples, folded. */
export function renderExamples(examples: readonly Example[]): Markup {
  return html`${examples.map(({ name, value }) => {
    const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
    return html`<details><summary>Example: ${name}</summary><pre tabindex="0">${text}</pre></details>`;
  })}`;
}

/** The `description` of what stands at a JSON Pointer of the contract's document. */
export function renderDescription(document: JsonObject, pointer: string): Markup | undefined {
  const { description } = (resolvePointer(document, pointer) ?? {}) as { description?: unknown };
  return typeof description === "string" ? html`<p class="text">${description}</p>` : undefined;
}
