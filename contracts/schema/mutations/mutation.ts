import type { Random } from "../../random.ts";
import type { Schemas } from "../compile.ts";
import type { Place } from "../place.ts";

/** The kinds of faults that an input can have; stable names, used in the names of checks. */
export type InputFault =
  | "wrong-type"
  | "missing-property"
  | "extra-property"
  | "prototype-key"
  | "property-name"
  | "boundary"
  | "multiple-of"
  | "pattern"
  | "format"
  | "enum"
  | "unique-items"
  | "one-of"
  | "nul-character"
  | "lone-surrogate";

/** A change at one place that may make the whole value invalid. */
export interface Mutation {
  readonly fault: InputFault;
  readonly keyword: string;
  /** A phrase for a person: `one character too long`. */
  readonly description: string;
  /** Replacements for the value at the place; the one that breaks the fewest rules is taken. */
  readonly candidates: readonly unknown[];
  /** True where hardly any program would take it for valid; such changes come last. */
  readonly blatant?: boolean;
}

/** Lists the changes of one family for a place. */
export type Mutator = (place: Place, tools: { readonly schemas: Schemas; readonly random: Random }) => Mutation[];
