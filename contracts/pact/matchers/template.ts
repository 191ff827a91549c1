import type { JsonObject } from "../../json.ts";
import type { Matcher } from "../pact.ts";

/** Marks what the functions of the vocabulary make, so that no example of a user is taken for it. */
const mark = Symbol.for("tercet.pact.template");

/**
 * An example in which some values are not fixed: JSON, with what the vocabulary of `matchers` makes at any place.
 */
export type Template =
  | null
  | boolean
  | number
  | string
  | readonly Template[]
  | { readonly [name: string]: Template }
  | Flexible;

/** A value that is not fixed; made by the vocabulary alone. */
export type Flexible = { readonly [mark]: true } & (
  | {
      readonly kind: "value";
      readonly example: Template;
      readonly matchers: readonly Matcher[];
      readonly generator?: JsonObject;
    }
  | { readonly kind: "list"; readonly item: Template; readonly count: number; readonly matcher: Matcher }
  | { readonly kind: "variants"; readonly variants: readonly Template[] }
  | { readonly kind: "optional"; readonly of: Template }
  | { readonly kind: "nullable"; readonly of: Template }
  | { readonly kind: "either"; readonly alternatives: readonly Template[] }
  | { readonly kind: "possibly-empty"; readonly of: Template }
);

type Unmarked<T> = T extends unknown ? Omit<T, typeof mark> : never;

/** Makes a value of the vocabulary. */
export function flexible(value: Unmarked<Flexible>): Flexible {
  return { ...value, [mark]: true } as Flexible;
}

/** True for what the vocabulary made. */
export function isFlexible(template: unknown): template is Flexible {
  return typeof template === "object" && template !== null && mark in template;
}
