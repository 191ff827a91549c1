import type { Json, JsonObject } from "../../json.ts";
import type { Matcher, RuleList } from "../pact.ts";
import { pathExpression } from "../path-expression.ts";
import { type Alternatives, alternativesOf } from "./alternatives.ts";
import { type Flexible, isFlexible, type Template } from "./template.ts";

/** A template with one alternative chosen at each of its branches: what stock Pact can verify. */
export interface Compiled {
  readonly content: Json;
  /** Rules by path expression, as `MatchingRules.body` has them. */
  readonly rules: ReadonlyMap<string, RuleList>;
  /** Generators by path expression. */
  readonly generators: JsonObject;
  /** The branches that were met, with the alternative that was chosen. */
  readonly choices: readonly Choice[];
}

/** A place at which a template branches, and which of its alternatives was taken. */
export interface Choice {
  readonly place: string;
  readonly names: readonly string[];
  readonly chosen: number;
}

/** A real value that a template is compiled for; `missing`: the member is not there. */
export type Actual = { readonly value: unknown } | "missing";

/**
 * Says which alternative to take at a place: 0 is the first one, -1 that none fits (the first is taken, and not counted as
 * chosen). `actual` is the value that stands there, where the template is compiled for one.
 */
export type Choose = (place: string, alternatives: Alternatives, actual: Actual | undefined) => number;

/** What an absent member is compiled to. */
const absent = Symbol("absent");

/**
 * Compiles a template; `choose` decides its branches, by default for the first alternative. For a real value, lists have
 * as many items as it has, each with branches of its own.
 */
export function compile(template: Template, choose: Choose = () => 0, actual?: Actual): Compiled {
  const rules = new Map<string, RuleList>();
  const generators = new Map<string, JsonObject>();
  const choices: Choice[] = [];
  const work: Work = { rules, generators, choices, choose };
  const content = walk(template, { path: "$", place: "$", actual }, work);
  return { content: content === absent ? null : content, rules, generators: Object.fromEntries(generators), choices };
}

interface Work {
  readonly rules: Map<string, RuleList>;
  readonly generators: Map<string, JsonObject>;
  readonly choices: Choice[];
  readonly choose: Choose;
}

interface Position {
  /** Where rules stand. */
  readonly path: string;
  /** The same, and which alternatives lead there: it names a branch. */
  readonly place: string;
  readonly actual: Actual | undefined;
}

function walk(template: Template, at: Position, work: Work): Json | typeof absent {
  if (isFlexible(template)) return walkFlexible(template, at, work);
  if (typeof template !== "object" || template === null) return template;
  if (Array.isArray(template)) {
    return template.map((item: Template, index) => present(walk(item, step(at, `[${index}]`, index), work)));
  }
  const members: [string, Json][] = [];
  for (const [name, member] of Object.entries(template)) {
    const value = walk(member, step(at, pathExpression([name]).slice(1), name), work);
    if (value !== absent) members.push([name, value]);
  }
  return Object.fromEntries(members);
}

function walkFlexible(template: Flexible, at: Position, work: Work): Json | typeof absent {
  const alternatives = alternativesOf(template);
  if (alternatives !== undefined) return walkBranch(alternatives, at, work);
  if (template.kind === "list") {
    addRules(at.path, [template.matcher], work);
    return walkList(template.item, template.count, at, work);
  }
  if (template.kind === "variants") return walkVariants(template.variants, at, work);
  if (template.kind !== "value") return absent;
  addRules(at.path, template.matchers, work);
  if (template.generator !== undefined) work.generators.set(at.path, template.generator);
  return walk(template.example, at, work);
}

function walkBranch({ names, templates }: Alternatives, at: Position, work: Work): Json | typeof absent {
  const chosen = work.choose(at.place, { names, templates }, at.actual);
  if (chosen >= 0) work.choices.push({ place: at.place, names, chosen });
  const template = templates[Math.max(chosen, 0)];
  if (template === undefined) return absent;
  return walk(template, { ...at, place: `${at.place}(${names[Math.max(chosen, 0)]})` }, work);
}

/** A list of so many equal items; or, for a real list, its items one by one. */
function walkList(item: Template, count: number, at: Position, work: Work): Json {
  const { actual } = at;
  if (typeof actual === "object" && Array.isArray(actual.value)) {
    return actual.value.map((_, index) => {
      const { path, actual: own } = step(at, `[${index}]`, index);
      return present(walk(item, { path, place: `${at.place}[*]`, actual: own }, work));
    });
  }
  const example = present(walk(item, { path: `${at.path}[*]`, place: `${at.place}[*]`, actual }, work));
  return Array.from({ length: count }, () => example);
}

/** The variants of `arrayContaining` have rules of their own, from their own root. */
function walkVariants(variants: readonly Template[], at: Position, work: Work): Json {
  const compiled = variants.map((variant, index) => {
    const own: Work = { ...work, rules: new Map(), generators: new Map() };
    const place = `${at.place}[${index}]`;
    return {
      content: present(walk(variant, { path: "$", place, actual: undefined }, own)),
      rules: own.rules,
      generators: own.generators,
    };
  });
  const said = compiled.map(({ rules, generators }, index) => ({
    index,
    rules: Object.fromEntries([...rules].map(([path, list]) => [path, { ...list }])),
    ...(generators.size === 0 ? {} : { generators: Object.fromEntries(generators) }),
  }));
  addRules(at.path, [{ match: "arrayContains", variants: said }], work);
  return compiled.map(({ content }) => content);
}

function addRules(path: string, matchers: readonly Matcher[], work: Work): void {
  const before = work.rules.get(path)?.matchers ?? [];
  if (matchers.length > 0) work.rules.set(path, { combine: "AND", matchers: [...before, ...matchers] });
}

function step({ path, place, actual }: Position, by: string, key: string | number): Position {
  return { path: path + by, place: place + by, actual: actual && memberOf(actual, key) };
}

function memberOf(actual: Actual, key: string | number): Actual {
  const holder = actual === "missing" ? undefined : actual.value;
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return "missing";
  return { value: (holder as Readonly<Record<string | number, unknown>>)[key] };
}

/** A list has no place for what is missing; its items are null there. */
function present(value: Json | typeof absent): Json {
  return value === absent ? null : value;
}
