import { parsePointer, type Schema } from "../../contracts/index.ts";
import { html, type Markup } from "../html/markup.ts";
import { schemaAnchor } from "./anchors.ts";
import { limitsOf, unspoken } from "./limits.ts";

type SchemaObject = Exclude<Schema, boolean>;

/** A schema for a reader: its type and limits in words, its members as a table; named schemas are linked, not repeated. */
export function renderSchema(schema: Schema): Markup {
  const members = membersOf(schema);
  return html`<div class="schema">${renderType(schema)}${renderLimits(schema)}${members.length > 0 && renderMembers(schema as SchemaObject, members)}</div>`;
}

/** The type of a schema in a few words: `list of CartItem`, `string or null, date-time`. */
export function renderType(schema: Schema): Markup {
  if (typeof schema === "boolean") return html`${schema ? "anything" : "nothing"}`;
  if (typeof schema.$ref === "string") return renderReference(schema.$ref);
  if ("const" in schema) return html`always <code>${JSON.stringify(schema.const)}</code>`;
  if (Array.isArray(schema.enum))
    return html`one of ${join(
      schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`),
      ", ",
    )}`;
  for (const [keyword, words] of combinations) {
    const parts = schema[keyword];
    if (Array.isArray(parts)) return html`${words} ${join((parts as Schema[]).map(renderType), "; ")}`;
  }
  const types = [schema.type ?? []].flat() as string[];
  if (types.length === 0 && isSchema(schema.not)) return html`anything but ${renderType(schema.not)}`;
  const named = types.map((type) =>
    type === "array" ? html`list of ${renderType(isSchema(schema.items) ? schema.items : true)}` : html`${type}`,
  );
  return html`${named.length === 0 ? "anything" : join(named, " or ")}${typeof schema.format === "string" && `, ${schema.format}`}`;
}

const combinations = [
  ["allOf", "all of:"],
  ["anyOf", "any of:"],
  ["oneOf", "exactly one of:"],
] as const;

function renderReference(reference: string): Markup {
  const [root, kind, name, ...rest] = parsePointer(decodeURIComponent(reference.slice(1))) ?? [];
  const named = root === "components" && kind === "schemas" && name !== undefined && rest.length === 0;
  return named ? html`<a href="#${schemaAnchor(name)}">${name}</a>` : html`<code>${reference}</code>`;
}

/** The members that a schema itself names. */
function membersOf(schema: Schema): readonly (readonly [string, Schema])[] {
  if (typeof schema === "boolean" || typeof schema.properties !== "object" || schema.properties === null) return [];
  return Object.entries(schema.properties as Record<string, Schema>);
}

function renderMembers(schema: SchemaObject, members: readonly (readonly [string, Schema])[]): Markup {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return html`<table><thead><tr><th scope="col">Member</th><th scope="col">Type</th><th scope="col">Meaning and limits</th></tr></thead><tbody>${members.map(
    ([
      name,
      member,
    ]) => html`<tr><th scope="row"><code>${name}</code>${required.has(name) ? html` <span class="must">required</span>` : ""}</th><td>${renderType(member)}</td><td>${renderLimits(member)}${renderNested(member)}</td></tr>
`,
  )}</tbody></table>`;
}

/** Objects that stand within a member, without a name of their own. */
function renderNested(schema: Schema): Markup | undefined {
  if (typeof schema === "boolean") return undefined;
  const inner = isSchema(schema.items) ? schema.items : schema;
  const members = membersOf(inner);
  return members.length === 0 ? undefined : renderMembers(inner as SchemaObject, members);
}

function renderLimits(schema: Schema): Markup | undefined {
  if (typeof schema === "boolean") return undefined;
  const { description } = schema;
  const limits = limitsOf(schema);
  const rest = unspoken(schema);
  return html`${typeof description === "string" && html`<p>${description}</p>`}${limits.length > 0 && html`<p class="muted">${limits.join(", ")}</p>`}${typeof schema.pattern === "string" && html`<p class="muted">matches <code>${schema.pattern}</code></p>`}${rest.map(([keyword, value]) => html`<p class="muted">${keyword}: <code>${JSON.stringify(value)}</code></p>`)}`;
}

/** A list with something between its parts. */
function join(parts: readonly Markup[], between: string): Markup {
  return html`${parts.map((part, index) => html`${index > 0 && between}${part}`)}`;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}
