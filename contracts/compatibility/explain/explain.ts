import type { Pact } from "../../pact/pact.ts";
import type { Change } from "../change.ts";
import type { ContractDiff } from "../contract/diff.ts";
import { adviseVersion, type VersionAdvice } from "../contract/semver.ts";
import type { ContractVersion } from "../contract/versions.ts";
import { type AffectedConsumer, affectedConsumers } from "./affected.ts";
import { plainMessage } from "./plain-place.ts";
import { type ChangePart, partsOf } from "./split.ts";

export { type AffectedConsumer, affectedConsumers };

/** How fast people read, in words a minute. */
const wordsPerMinute = 200;
/** A change that takes longer to explain should be several changes. */
const longestSeconds = 120;

/** A change of a contract in plain language. */
export interface Explanation {
  readonly title: string;
  readonly sections: readonly ExplanationSection[];
  readonly affected: readonly AffectedConsumer[];
  /** How many pacts are with this service: without any, nobody knows who is affected. */
  readonly pacts: number;
  readonly version: VersionAdvice;
  readonly words: number;
  readonly readingSeconds: number;
  /** How to split a change that takes more than two minutes to read; empty: it need not be. */
  readonly split: readonly ChangePart[];
}

/** What happened of one kind, a sentence each. */
export interface ExplanationSection {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** Tells a change to a person: what happened, whom it affects, how long that takes to read, and what version it needs. */
export function explainDiff(
  diff: ContractDiff,
  before: ContractVersion,
  after: ContractVersion,
  pacts: readonly Pact[],
): Explanation {
  const sections = sectionsOf(diff.changes);
  const own = pacts.filter(({ provider }) => provider === diff.before.service || provider === diff.after.service);
  const affected = affectedConsumers(diff, before, after, own);
  const told = [
    ...sections.flatMap(({ title, sentences }) => [title, ...sentences]),
    ...affected.flatMap(({ consumer, reasons, operations }) => [consumer, ...reasons, ...operations]),
  ];
  const words = told.join(" ").split(/\s+/).filter(Boolean).length;
  const readingSeconds = secondsFor(words);
  return {
    title: `${diff.after.service}: from ${diff.before.version} to ${diff.after.version}`,
    sections,
    affected,
    pacts: own.length,
    version: adviseVersion(diff),
    words,
    readingSeconds,
    split:
      readingSeconds > longestSeconds ? partsOf(diff.changes, after.http, (part) => secondsFor(wordsIn(part))) : [],
  };
}

function sectionsOf(changes: readonly Change[]): readonly ExplanationSection[] {
  const documentation = changes.filter(({ rule }) => rule === "documentation-changed");
  const others = changes.filter(({ rule }) => rule !== "documentation-changed" && rule !== "version-changed");
  const section = (title: string, own: readonly Change[]): ExplanationSection[] =>
    own.length === 0 ? [] : [{ title, sentences: own.map(sentenceOf) }];
  const described = documentation.length === 1 ? "One description" : `${documentation.length} descriptions`;
  return [
    ...section(
      "What stops working",
      others.filter(({ effect }) => effect === "breaking"),
    ),
    ...section(
      "What a person must judge",
      others.filter(({ effect }) => effect === "unknown"),
    ),
    ...section(
      "What changes and breaks nobody",
      others.filter(({ effect }) => effect === "compatible"),
    ),
    ...(documentation.length === 0
      ? []
      : [{ title: "What is only described otherwise", sentences: [`${described} or examples changed.`] }]),
  ];
}

function sentenceOf(change: Change): string {
  const message = plainMessage(change);
  const { operations } = change;
  // Where the sentence names its operation already, it is not named again.
  if (operations.length === 0 || operations.some((id) => message.includes(id))) return message;
  const [first] = operations;
  const where = operations.length === 1 ? first : `${first} and ${operations.length - 1} more`;
  return `${message.slice(0, -1)} (${where}).`;
}

function wordsIn(changes: readonly Change[]): number {
  return changes.map(sentenceOf).join(" ").split(/\s+/).filter(Boolean).length;
}

function secondsFor(words: number): number {
  return Math.ceil((words / wordsPerMinute) * 60);
}
