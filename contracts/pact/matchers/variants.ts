import { type Choice, type Compiled, compile } from "./compile.ts";
import type { Template } from "./template.ts";

/** A template with its branches decided, and how this one differs from the others. */
export interface TemplateVariant extends Compiled {
  /** `$.discount is absent`; empty for the first variant, which takes the first alternative everywhere. */
  readonly label: string;
}

/** More variants are not made: a template with so many alternatives is no example any more. */
const maximumVariants = 500;

/**
 * The variants of a template that together meet all of its branches. Stock Pact knows no alternatives, so each variant
 * becomes an interaction of its own: an example and plain Pact rules, which any implementation can verify. The first
 * variant takes the first alternative everywhere; each other one differs from it by one branch, and by those that lead
 * to it.
 */
export function templateVariants(template: Template): readonly TemplateVariant[] {
  const variants: TemplateVariant[] = [];
  const met = new Set<string>();
  const pending: { readonly decided: ReadonlyMap<string, number>; readonly label: string }[] = [
    { decided: new Map(), label: "" },
  ];
  for (let next = pending.shift(); next !== undefined && variants.length < maximumVariants; next = pending.shift()) {
    const { decided, label } = next;
    const compiled = compile(template, (place) => decided.get(place) ?? 0);
    variants.push({ ...compiled, label });
    for (const choice of compiled.choices) {
      for (const [index, name] of choice.names.entries()) {
        const id = `${choice.place} is ${name}`;
        if (met.has(id)) continue;
        met.add(id);
        if (index !== choice.chosen)
          pending.push({ decided: leadingTo(choice, index, compiled.choices, decided), label: id });
      }
    }
  }
  return variants;
}

/** What must be decided so that a place is reached, and decided otherwise there. */
function leadingTo(
  { place }: Choice,
  index: number,
  choices: readonly Choice[],
  decided: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const above = choices.filter((choice) => place.startsWith(`${choice.place}(`) && decided.has(choice.place));
  return new Map([...above.map((choice) => [choice.place, choice.chosen] as const), [place, index] as const]);
}
