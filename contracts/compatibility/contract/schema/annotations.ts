import type { Json } from "../../../json.ts";
import { pointer as join } from "../../../model/pointer.ts";
import type { SchemaChangeKind, SchemaFinding } from "./finding.ts";
import type { Identity } from "./identity.ts";
import type { Host } from "./place.ts";

/** Keywords that judge no value, and what it means when they change. */
const annotations: Readonly<Record<string, SchemaChangeKind>> = {
  ...Object.fromEntries(
    ["title", "description", "examples", "example", "deprecated", "$comment", "externalDocs", "xml"].map((keyword) => [
      keyword,
      "documentation-changed" as const,
    ]),
  ),
  ...{ readOnly: "documentation-changed", writeOnly: "documentation-changed" },
  default: "default-changed",
  contentEncoding: "encoding-changed",
  contentMediaType: "encoding-changed",
  contentSchema: "encoding-changed",
  discriminator: "discriminator-changed",
};

const reasons: Readonly<Partial<Record<SchemaChangeKind, string>>> = {
  "encoding-changed": "the schema does not say how a reader decodes it",
  "discriminator-changed": "the schema does not say which alternative a reader then takes",
};

/** What changed in the annotations of a place: told where both sides are built alike. */
export function annotationFindings(
  identity: Identity,
  before: readonly Host[],
  after: readonly Host[],
): readonly SchemaFinding[] {
  if (before.length !== after.length) return [];
  return before.flatMap((host, index) => differences(identity, host, after[index] as Host));
}

function differences(identity: Identity, before: Host, after: Host): readonly SchemaFinding[] {
  const found = new Map<SchemaChangeKind, string[]>();
  for (const keyword of new Set([...Object.keys(before.schema), ...Object.keys(after.schema)])) {
    const kind = kindOf(keyword);
    if (kind === undefined || identity.of(before.schema[keyword]) === identity.of(after.schema[keyword])) continue;
    found.set(kind, [...(found.get(kind) ?? []), keyword]);
  }
  return [...found].map(([kind, keywords]) => {
    const reason = reasons[kind];
    const [only = ""] = keywords;
    const place = keywords.length === 1 ? join(only) : "";
    return {
      kind,
      verdict: reason === undefined ? { verdict: "contained" } : { verdict: "unknown", reason },
      before: before.pointer + (before.schema[only] === undefined ? "" : place),
      after: after.pointer + (after.schema[only] === undefined ? "" : place),
      clause: clauseOf(kind, keywords, before.schema[only], after.schema[only]),
    };
  });
}

function kindOf(keyword: string): SchemaChangeKind | undefined {
  if (keyword.startsWith("x-")) return "documentation-changed";
  return Object.hasOwn(annotations, keyword) ? annotations[keyword] : undefined;
}

function clauseOf(kind: SchemaChangeKind, keywords: readonly string[], before: Json | undefined, after?: Json): string {
  if (kind !== "default-changed") return `has another ${keywords.join(", ")}`;
  return `has ${told(after)}, and had ${told(before)}`;
}

function told(value: Json | undefined): string {
  return value === undefined ? "no default" : `the default ${JSON.stringify(value)}`;
}
