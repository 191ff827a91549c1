import { gte, inc, lt, major, minor, type ReleaseType, valid } from "semver";
import type { Change } from "../change.ts";
import type { ContractDiff } from "./diff.ts";

/** What a change asks of the next version (Semantic Versioning 2.0.0 §6 to §8). */
export type VersionStep = "major" | "minor" | "patch" | "none";

/** What the versions of two contracts say, and should say. */
export interface VersionAdvice {
  readonly step: VersionStep;
  /** The lowest version that the changes allow; undefined where the old one is no semantic version. */
  readonly suggested?: string;
  /** Whether the new contract's version is high enough; undefined where one of the two is no semantic version. */
  readonly enough?: boolean;
}

/** Compatible changes that add nothing: what was written or measured against the old contract stays as it is. */
const repairs = new Set([
  ...["documentation-changed", "version-changed", "servers-changed", "database-changed", "dependencies-changed"],
  ...["operation-id-changed", "operation-deprecated", "sunset-announced", "security-scheme-changed"],
]);

/** The step that changes ask for. What is undecided counts as breaking: a person who knows better may go lower. */
export function stepOf(changes: readonly Change[]): VersionStep {
  const told = changes.filter(({ rule }) => rule !== "version-changed");
  if (told.some(({ effect }) => effect !== "compatible")) return "major";
  if (told.some(({ rule }) => !repairs.has(rule))) return "minor";
  return told.length > 0 ? "patch" : "none";
}

/**
 * What the next version must at least be. Below 1.0.0 a breaking change asks for a new minor version, as ranges like
 * `^0.3` take it.
 */
export function adviseVersion({ before, after, changes }: ContractDiff): VersionAdvice {
  const step = stepOf(changes);
  if (valid(before.version) === null) return { step };
  const suggested = step === "none" ? before.version : (inc(before.version, releaseOf(before.version, step)) as string);
  if (valid(after.version) === null) return { step, suggested };
  return {
    step,
    suggested,
    enough: step === "none" ? !lt(after.version, before.version) : gte(after.version, suggested),
  };
}

/** Whether a breaking change may come between two versions: the later one is not in the caret range of the earlier one. */
export function mayBreak(before: string, after: string): boolean {
  return major(before) !== major(after) || (major(before) === 0 && minor(before) !== minor(after));
}

function releaseOf(version: string, step: Exclude<VersionStep, "none">): ReleaseType {
  return step === "major" && major(version) === 0 ? "minor" : step;
}
