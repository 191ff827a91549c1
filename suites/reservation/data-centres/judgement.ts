import type { Judgement } from "../history/judgement.ts";

/** What is judged when sites lose each other, beside the properties of every history; in the order in which it is told. */
export const siteProperties = [
  "minority-reserves-nothing",
  "minority-stops-within-time-to-live",
  "majority-reserves-within-bound",
  "healing-resurrects-no-owner",
  "no-stickiness",
] as const;
/** One of `siteProperties`. */
export type SiteProperty = (typeof siteProperties)[number];

/** What a cut says of a property. */
export type SiteJudgement = Omit<Judgement, "property"> & { readonly property: SiteProperty };
