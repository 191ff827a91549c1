import type { Flexible, Template } from "./template.ts";

/** What may stand at a branch; undefined: nothing, the member is absent. */
export interface Alternatives {
  readonly names: readonly string[];
  readonly templates: readonly (Template | undefined)[];
}

/** The alternatives of what Pact itself does not know; undefined for what has none. */
export function alternativesOf(template: Flexible): Alternatives | undefined {
  switch (template.kind) {
    case "optional":
      return { names: ["present", "absent"], templates: [template.of, undefined] };
    case "nullable":
      return { names: ["a value", "null"], templates: [template.of, null] };
    case "either": {
      const { alternatives: templates } = template;
      return { names: templates.map((_, index) => `alternative ${index + 1}`), templates };
    }
    case "possibly-empty":
      return { names: ["with items", "empty"], templates: [template.of, []] };
    default:
      return undefined;
  }
}
