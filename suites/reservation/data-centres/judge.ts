import { createExcerpt, type Excerpt } from "../history/excerpt.ts";
import { type Result, verdictOf } from "../history/judgement.ts";
import { healingResurrectsNoOwner } from "./checks/healing-resurrects-no-owner.ts";
import { majorityReservesWithinBound } from "./checks/majority-reserves-within-bound.ts";
import { minorityReservesNothing } from "./checks/minority-reserves-nothing.ts";
import { minorityStopsWithinTimeToLive } from "./checks/minority-stops-within-time-to-live.ts";
import { noStickiness } from "./checks/no-stickiness.ts";
import { type SiteJudgement, type SiteProperty, siteProperties } from "./judgement.ts";
import type { Seen } from "./seen.ts";

const checks: Readonly<Record<SiteProperty, (seen: Seen) => Result>> = {
  "minority-reserves-nothing": minorityReservesNothing,
  "minority-stops-within-time-to-live": minorityStopsWithinTimeToLive,
  "majority-reserves-within-bound": majorityReservesWithinBound,
  "healing-resurrects-no-owner": healingResurrectsNoOwner,
  "no-stickiness": noStickiness,
};

/** What a history with a cut says of each property of sites, and the events that say why. */
export function judgeSites(seen: Seen): { readonly judgements: readonly SiteJudgement[]; readonly excerpt: Excerpt } {
  const judgements = siteProperties.map((property): SiteJudgement => {
    const result = checks[property](seen);
    return {
      property,
      verdict: verdictOf(result),
      exercised: result.exercised,
      violated: result.violated,
      violations: result.breaches.map(({ events, tell }) => ({
        summary: tell(...events.map((number) => seen.events[number - 1])),
        events: [...new Set(events)].toSorted((a, b) => a - b),
      })),
      measurements: result.measurements ?? {},
    };
  });
  const collected = createExcerpt(judgements.flatMap(({ violations }) => violations));
  for (const [index, event] of seen.events.entries()) collected.observe(event, index + 1);
  return { judgements, excerpt: collected.excerpt };
}
