import { isObject } from "../../../contracts/portable.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const steadyInstant = "2016-11-03T12:30:15Z";

/** Replaces what differs from run to run. */
export interface Steady {
  /** The same value in every run for what looks drawn: a UUID that no provider state names, an instant. */
  replace(value: unknown): unknown;
  /** Whether something was replaced in a value. */
  isDrawn(value: unknown): boolean;
}

/**
 * Makes recordings equal: the first UUID that an exchange says becomes one that ends in 1, the second one that ends in 2,
 * wherever they stand. Values that a provider state names stay, since the provider is set up with them.
 */
export function createSteady(states: readonly { readonly params: unknown }[]): Steady {
  const named = JSON.stringify(states);
  const known = new Map<string, string>();
  const replaceText = (text: string): string => {
    if (named.includes(JSON.stringify(text))) return text;
    if (instant.test(text)) return steadyInstant;
    if (!uuid.test(text)) return text;
    const found = known.get(text) ?? `00000000-0000-4000-8000-${String(known.size + 1).padStart(12, "0")}`;
    known.set(text, found);
    return found;
  };
  const replace = (value: unknown): unknown => {
    if (typeof value === "string") return replaceText(value);
    if (Array.isArray(value)) return value.map(replace);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replace(member)]));
  };
  return { replace, isDrawn: (value) => JSON.stringify(replace(value)) !== JSON.stringify(value) };
}
