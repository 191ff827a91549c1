import { compareJson } from "../match/json.ts";
import { ruleTree } from "../match/rule-tree.ts";
import type { Mismatch } from "../pact.ts";
import type { Alternatives } from "./alternatives.ts";
import { type Actual, type Choice, type Compiled, compile } from "./compile.ts";
import type { Template } from "./template.ts";
import { templateVariants } from "./variants.ts";

/** One alternative of a template that some test of the consumer must have met. */
export interface Branch {
  /** Unique within the template, and a clause for a sentence: `$.items[*].discount is absent`. */
  readonly id: string;
  /** The path of the place at which the template branches. */
  readonly place: string;
  /** What stands there in this branch: `absent`, `null`, `alternative 2` … */
  readonly description: string;
}

/** All branches of a template, each alternative by itself, in the order in which they stand. */
export function branchesOf(template: Template): readonly Branch[] {
  const branches = new Map<string, Branch>();
  for (const { choices } of templateVariants(template)) {
    for (const choice of choices) {
      const branch = branchOf(choice);
      branches.set(branch.id, branch);
    }
  }
  return [...branches.values()];
}

/** The branches of a template that a value went through: of a list's items, those of all of them. */
export function exercisedBranches(template: Template, actual: unknown): ReadonlySet<string> {
  return new Set(compileFor(template, { value: actual }).choices.map((choice) => branchOf(choice).id));
}

/** The branches that no test has met. `exercised` is the union of what `exercisedBranches` gave. */
export function unexercised(template: Template, exercised: ReadonlySet<string>): readonly Branch[] {
  return branchesOf(template).filter(({ id }) => !exercised.has(id));
}

/**
 * Compares a value with a template, each branch taken as the value has it. `strict`: members that the template has not are
 * refused, as in requests. No mismatch: it fits.
 */
export function compareWithTemplate(template: Template, actual: unknown, strict: boolean): readonly Mismatch[] {
  const { content, rules } = compileFor(template, { value: actual });
  return compareJson(content, actual, ruleTree(rules).root, strict);
}

/** The branch that a choice took. */
export function branchOf({ place, names, chosen }: Choice): Branch {
  const description = names[chosen] ?? "";
  return { id: `${place} is ${description}`, place, description };
}

/** Compiles a template for a value. */
function compileFor(template: Template, actual: Actual): Compiled {
  return compile(template, (_place, alternatives, found = "missing") => choose(alternatives, found), actual);
}

/**
 * The first alternative that the value fits, those first that leave none of its members over; -1 where it fits none. A
 * member that may be missing is present as soon as it is there, whatever its value.
 */
function choose({ templates }: Alternatives, actual: Actual): number {
  if (actual === "missing") return templates.indexOf(undefined);
  if (templates.includes(undefined)) return templates.findIndex((template) => template !== undefined);
  const fits = (strict: boolean) =>
    templates.findIndex((template) => compareWithTemplate(template ?? null, actual.value, strict).length === 0);
  const exact = fits(true);
  return exact >= 0 ? exact : fits(false);
}
