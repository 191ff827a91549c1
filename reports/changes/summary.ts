import { adviseVersion, type ContractDiff, type Effect } from "../../contracts/index.ts";
import { quantity } from "../text.ts";
import { countEffects } from "./model.ts";

/** What stands over the changes of one effect. */
export const titles: Readonly<Record<Effect, string>> = {
  breaking: "Breaking",
  unknown: "To be reviewed: could not be decided",
  compatible: "Compatible",
};

/** The whole in one sentence: `customers 1.0.0 → 1.1.0: 1 breaking change, 2 compatible ones; …`. */
export function summaryOf(diff: ContractDiff): string {
  const counts = countEffects(diff);
  const told = (["breaking", "unknown", "compatible"] as const)
    .filter((effect) => counts[effect] > 0)
    .map((effect) => `${quantity(counts[effect], `${effect === "unknown" ? "undecided" : effect} change`)}`);
  const subject = `${diff.after.service} ${diff.before.version} → ${diff.after.version}`;
  return `${subject}: ${told.length === 0 ? "no change" : told.join(", ")}. ${versionSentence(diff)}`.trim();
}

/** What semantic versioning says to it; empty where the version is as it must be. */
export function versionSentence(diff: ContractDiff): string {
  const { suggested, enough } = adviseVersion(diff);
  if (suggested === undefined) return `${diff.before.version} is no semantic version, so none can be suggested.`;
  if (enough === true) return "";
  return enough === undefined
    ? `The next version must at least be ${suggested}.`
    : `The version must at least be ${suggested}.`;
}

/** The operations of a change: all of a few, else how many there are. */
export function operationsText(operations: readonly string[]): string {
  return operations.length <= 3
    ? operations.join(", ")
    : `${operations.slice(0, 2).join(", ")} and ${operations.length - 2} more`;
}
