import type { Pair, Step } from "./finding.ts";
import type { SchemaUse } from "./section.ts";

/** How a use leads to a pair of places. */
export interface Route {
  readonly use: SchemaUse;
  readonly root: Pair;
  readonly steps: readonly Step[];
}

/** For every pair of places with findings, one way from each use that reaches it. */
export function routesOf(
  roots: readonly { readonly use: SchemaUse; readonly pair: Pair }[],
): ReadonlyMap<Pair, readonly Route[]> {
  const routes = new Map<Pair, Route[]>();
  const telling = reachesFinding(roots.map(({ pair }) => pair));
  for (const { use, pair: root } of roots) {
    const seen = new Set([root]);
    const waiting: { readonly pair: Pair; readonly steps: readonly Step[] }[] = [{ pair: root, steps: [] }];
    // The nearest way first: a witness for it is the smallest.
    for (let index = 0; index < waiting.length; index++) {
      const { pair, steps } = waiting[index] as (typeof waiting)[number];
      if (pair.findings.length > 0) routes.set(pair, [...(routes.get(pair) ?? []), { use, root, steps }]);
      for (const edge of pair.edges) {
        if (seen.has(edge.pair) || !telling.has(edge.pair)) continue;
        seen.add(edge.pair);
        waiting.push({ pair: edge.pair, steps: [...steps, edge.step] });
      }
    }
  }
  return routes;
}

/** The pairs from which some finding is reached: the others need not be walked for every use. */
function reachesFinding(roots: readonly Pair[]): ReadonlySet<Pair> {
  const users = new Map<Pair, Pair[]>();
  const all = new Set(roots);
  for (const pair of all) {
    for (const edge of pair.edges) {
      const known = users.get(edge.pair);
      if (known === undefined) users.set(edge.pair, [pair]);
      else known.push(pair);
      all.add(edge.pair);
    }
  }
  const telling = new Set([...all].filter(({ findings }) => findings.length > 0));
  for (const pair of telling) for (const user of users.get(pair) ?? []) telling.add(user);
  return telling;
}
