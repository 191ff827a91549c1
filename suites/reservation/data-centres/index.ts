// The face of data centres: jobs in several sites that lose each other.
export { type SiteJudgement, type SiteProperty, siteProperties } from "./judgement.ts";
export type { SiteStore } from "./store.ts";
export { type SiteTopology, siteTopologies } from "./topologies.ts";
export { type CutVerification, verifyCut } from "./verify-cut.ts";
