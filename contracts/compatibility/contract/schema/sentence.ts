import type { Json } from "../../../json.ts";
import { canonical } from "../../../schema/equality.ts";
import { type Atom, speaksOf } from "./atoms.ts";
import type { SchemaChangeKind } from "./finding.ts";

/** Values longer than this are cut in sentences. */
const longest = 80;

const kinds: Readonly<Record<string, SchemaChangeKind>> = {
  type: "type-changed",
  pattern: "pattern-changed",
  format: "format-changed",
  additional: "additional-properties-changed",
  items: "items-changed",
  anyOf: "alternatives-changed",
  oneOf: "alternatives-changed",
  unevaluatedProperties: "unevaluated-changed",
  unevaluatedItems: "unevaluated-changed",
  ...Object.fromEntries(
    ["not", "if", "contains", "propertyNames", "dependentSchemas", "dependentRequired", "dependencies"].map((key) => [
      key,
      "condition-changed" as const,
    ]),
  ),
};

/** What a difference of atoms is called; several names where values both came and went. */
export function kindOf(
  key: string,
  before: readonly Atom[],
  after: readonly Atom[],
  { wasRequired, isRequired }: { readonly wasRequired: boolean; readonly isRequired: boolean },
): readonly SchemaChangeKind[] {
  const word = key.split(" ")[0] as string;
  const added = speaksOf(after) && !speaksOf(before);
  if (word === "property") {
    if (added) return [isRequired ? "required-property-added" : "property-added"];
    return [wasRequired ? "required-property-removed" : "property-removed"];
  }
  if (word === "required") return [before.length === 0 ? "property-became-required" : "property-became-optional"];
  if (word === "pattern" && key !== "pattern") return ["additional-properties-changed"];
  if (word === "item") return ["items-changed"];
  if (word === "values") {
    const { gone, come } = valuesOf(before, after);
    return [...(gone ? (["enum-value-removed"] as const) : []), ...(come ? (["enum-value-added"] as const) : [])];
  }
  return [kinds[word] ?? "limit-changed"];
}

/** A clause that says what changed, to stand behind the place. */
export function sentenceOf(
  kind: SchemaChangeKind,
  key: string,
  before: readonly Atom[],
  after: readonly Atom[],
): string {
  const [was, is] = [told(before), told(after)];
  switch (kind) {
    case "type-changed":
      return `is of type ${is ?? "any"}, and was of type ${was ?? "any"}`;
    case "enum-value-added":
      return after.length === 0
        ? `is no longer limited to ${was}`
        : `may also be ${list(valuesOf(before, after).come)}`;
    case "enum-value-removed":
      return before.length === 0 ? `is limited to ${is}` : `may no longer be ${list(valuesOf(before, after).gone)}`;
    case "property-added":
      return "was added";
    case "required-property-added":
      return "was added and is required";
    case "property-removed":
      return "was removed";
    case "required-property-removed":
      return "was removed, and was required";
    case "property-became-required":
      return "became required";
    case "property-became-optional":
      return "became optional";
    default: {
      const subject = key === "additional" ? "additionalProperties" : key;
      if (was === undefined) return `has the new ${subject} ${is}`;
      if (is === undefined) return `no longer has the ${subject} ${was}`;
      return `has the ${subject} ${is}, and had ${was}`;
    }
  }
}

/** What came and went of enumerated values; undefined: nothing. */
function valuesOf(before: readonly Atom[], after: readonly Atom[]) {
  const [old, now] = [before, after].map((atoms) => (atoms[0]?.value ?? undefined) as readonly Json[] | undefined);
  const minus = (one: readonly Json[], other: readonly Json[]) => {
    const known = new Set(other.map(canonical));
    return one.filter((value) => !known.has(canonical(value)));
  };
  if (old === undefined) return { come: undefined, gone: now };
  if (now === undefined) return { come: old, gone: undefined };
  const [gone, come] = [minus(old, now), minus(now, old)];
  return { gone: gone.length === 0 ? undefined : gone, come: come.length === 0 ? undefined : come };
}

function list(values: readonly Json[] | undefined): string {
  return shortened((values ?? []).map((value) => JSON.stringify(value)).join(", "));
}

function told(atoms: readonly Atom[]): string | undefined {
  if (atoms.length === 0) return undefined;
  return atoms
    .map(({ value }) => (typeof value === "string" ? value : JSON.stringify(value)))
    .map(shortened)
    .join(" and ");
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
