import type { ServiceVersion } from "./service-version.ts";

/** Can this version go there? */
export interface GateQuestion extends ServiceVersion {
  readonly environment: string;
}

/**
 * What counts besides a replay.
 *
 * - `never`: only a replay counts
 * - `verified-contract`: a pact that fits the provider version's contract, where `tercet verify` showed that this version
 *   keeps its contract
 * - `any-contract`: a pact that fits the contract, whether or not somebody looked if it is kept
 */
export type StaticPolicy = "never" | "verified-contract" | "any-contract";
