import type { SiteName } from "../../../../docker/index.ts";
import { historyOf, type Part } from "../../history/testing/history.ts";
import { judgeSites } from "../judge.ts";
import type { SiteJudgement, SiteProperty } from "../judgement.ts";
import type { Seen } from "../seen.ts";

export const timeToLiveMilliseconds = 1_000;
export const boundMilliseconds = 3_000;

/** One worker in each data centre: `a` in dc1, `b` in dc2. */
const siteOf = new Map<string, SiteName>([
  ["a", "dc1"],
  ["b", "dc2"],
]);

/** What a history in three parts says of one property: before the cut of dc1, during it, and when it is healed. */
export function judgeCut(
  property: SiteProperty,
  parts: { readonly before?: readonly Part[]; readonly during: readonly Part[]; readonly after?: readonly Part[] },
  rest: Partial<Seen> = {},
): SiteJudgement {
  const { before = [], during, after = [] } = parts;
  const { events } = historyOf([...before, ...during, ...after]);
  const healed = before.length + during.length;
  const { judgements } = judgeSites({
    ...{ events, cut: before.length, healed, siteOf, minority: ["dc1"], requests: new Map() },
    ...{ timeToLiveMilliseconds, boundMilliseconds },
    ...rest,
  });
  const judgement = judgements.find((candidate) => candidate.property === property);
  if (judgement === undefined) throw new Error(`nothing judged ${property}`);
  return judgement;
}
