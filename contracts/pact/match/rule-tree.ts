import type { RuleList } from "../pact.ts";
import { type PathToken, parsePathExpression } from "../path-expression.ts";

interface Node {
  readonly names: Map<string, Node>;
  any?: Node;
  anyItem?: Node;
  rules?: RuleList;
  /** Where the rules stood in the file: the earlier one wins where nothing else decides. */
  order: number;
}

/** Rules that apply at a place, and how they came there. */
export interface Selected {
  readonly rules: RuleList;
  /** True where the rules stand at a place above, and apply to all below it. */
  readonly cascaded: boolean;
}

interface Candidate {
  readonly rules: RuleList;
  readonly weight: number;
  readonly length: number;
  readonly order: number;
}

/**
 * A place in a body together with the rules that apply there. One walks down with `child`, so that each step costs as much
 * as there are different expressions at that depth, whatever the number of rules.
 */
export interface RuleCursor {
  /** The rules that win at this place: the heaviest path, then the longest, then the earliest; undefined: none. */
  readonly selected: Selected | undefined;
  /** One step down: a member's name or an index. */
  child(segment: string | number): RuleCursor;
  /** The same place, where each child has these rules, if nothing more specific is said of it. */
  forEach(rules: RuleList): RuleCursor;
}

/** Path expressions put together as a tree, to be walked along with a body. */
export interface RuleTree {
  readonly root: RuleCursor;
}

/**
 * Puts rules by path expression together. A step that is named weighs 2 and a star 1; the product decides (Pact
 * specification V3, "Matcher selection algorithm"). Expressions that cannot be read are refused when a file is read, and
 * left out here.
 */
export function ruleTree(rules: ReadonlyMap<string, RuleList>): RuleTree {
  const root: Node = { names: new Map(), order: 0 };
  let order = 0;
  for (const [path, list] of rules) {
    const tokens = parsePathExpression(path);
    if (tokens !== undefined) place(root, tokens, list, order++);
  }
  return { root: cursor([{ node: root, weight: 2 }], 1, undefined, undefined) };
}

function place(root: Node, tokens: readonly PathToken[], rules: RuleList, order: number): void {
  let node = root;
  for (const token of tokens) node = next(node, token);
  node.rules ??= rules;
  node.order = order;
}

function next(node: Node, token: PathToken): Node {
  const empty = (): Node => ({ names: new Map(), order: 0 });
  if (token.kind === "any") {
    node.any ??= empty();
    return node.any;
  }
  if (token.kind === "any-item") {
    node.anyItem ??= empty();
    return node.anyItem;
  }
  const name = token.kind === "index" ? String(token.index) : token.name;
  const known = node.names.get(name) ?? empty();
  node.names.set(name, known);
  return known;
}

interface Active {
  readonly node: Node;
  readonly weight: number;
}

function cursor(
  active: readonly Active[],
  length: number,
  above: Candidate | undefined,
  each: RuleList | undefined,
): RuleCursor {
  let best = above;
  for (const { node, weight } of active) {
    if (node.rules === undefined) continue;
    const candidate = { rules: node.rules, weight, length, order: node.order };
    if (isBetter(candidate, best)) best = candidate;
  }
  return {
    selected: best && { rules: best.rules, cascaded: best.length !== length },
    child: (segment) => {
      // What is said of each child weighs as its exact path with a star at the end.
      const said = each && { rules: each, weight: 2 ** length, length: length + 1, order: -1 };
      return cursor(
        descend(active, segment),
        length + 1,
        said !== undefined && isBetter(said, best) ? said : best,
        undefined,
      );
    },
    forEach: (rules) => cursor(active, length, above, rules),
  };
}

function isBetter(candidate: Candidate, best: Candidate | undefined): boolean {
  if (best === undefined) return true;
  if (candidate.weight !== best.weight) return candidate.weight > best.weight;
  if (candidate.length !== best.length) return candidate.length > best.length;
  return candidate.order < best.order;
}

function descend(active: readonly Active[], segment: string | number): readonly Active[] {
  if (active.length === 0) return active;
  const name = String(segment);
  const isItem = typeof segment === "number" || /^\d+$/.test(segment);
  const reached: Active[] = [];
  for (const { node, weight } of active) {
    const named = node.names.get(name);
    if (named !== undefined) reached.push({ node: named, weight: weight * 2 });
    if (node.any !== undefined) reached.push({ node: node.any, weight });
    if (isItem && node.anyItem !== undefined) reached.push({ node: node.anyItem, weight });
  }
  return reached;
}
