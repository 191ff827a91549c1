import type { Containment } from "../../../schema/contains.ts";
import type { Place } from "./place.ts";

/** What was done to a schema at one place; with the direction in front it is the rule's name. */
export type SchemaChangeKind =
  | "type-changed"
  | "enum-value-added"
  | "enum-value-removed"
  | "limit-changed"
  | "pattern-changed"
  | "format-changed"
  | "property-added"
  | "required-property-added"
  | "property-removed"
  | "required-property-removed"
  | "property-became-required"
  | "property-became-optional"
  | "additional-properties-changed"
  | "items-changed"
  | "alternative-added"
  | "alternative-removed"
  | "alternatives-changed"
  | "condition-changed"
  | "unevaluated-changed"
  | "encoding-changed"
  | "discriminator-changed"
  | "default-changed"
  | "documentation-changed";

/** A difference of two schemas at one place, judged there alone. */
export interface SchemaFinding {
  readonly kind: SchemaChangeKind;
  /** Whether all that the sender may put there is still read. */
  readonly verdict: Containment;
  readonly before?: string;
  readonly after?: string;
  /** A clause without the place: `became required`. */
  readonly clause: string;
}

/** How to get from a value to a part of it. */
export type Step =
  | { readonly member: string }
  | { readonly item: number }
  /** The same value, seen by one of several alternatives. */
  | "same"
  /** A part that cannot be named in general: a member by pattern. */
  | "unnamed";

/** Two places that are the same place before and after, and what was found there and below. */
export interface Pair {
  readonly sender: Place;
  readonly reader: Place;
  /** What the sender may really send: without members of which it cannot know what they mean to the reader. */
  readonly sent: Place;
  readonly findings: SchemaFinding[];
  readonly edges: { readonly step: Step; readonly pair: Pair }[];
  /** False while it is still being compared: a recursive schema meets itself. */
  complete: boolean;
}
