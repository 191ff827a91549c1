import type { ContractDiff, Effect } from "../../contracts/index.ts";

/** A contract's text, so that a report can name lines; and the path under which its reader knows it. */
export interface ContractText {
  /** As seen from the reader's working directory; a URL as it is. */
  readonly file: string;
  /** Undefined where it cannot be read again. */
  readonly text: string | undefined;
}

/** The changes of one document: what a service says of HTTP, or of messages. */
export interface ChangesPart {
  readonly diff: ContractDiff;
  readonly before: ContractText;
  readonly after: ContractText;
}

/** What a report on changes is made of. */
export interface ChangesReport {
  /** All parts as one. */
  readonly diff: ContractDiff;
  readonly parts: readonly ChangesPart[];
  /** Version of this program. */
  readonly toolVersion: string;
}

/** How often each effect occurs. */
export function countEffects({ changes }: ContractDiff): Readonly<Record<Effect, number>> {
  const counts = { breaking: 0, unknown: 0, compatible: 0 };
  for (const { effect } of changes) counts[effect]++;
  return counts;
}

/** The worst effect; undefined where nothing changed. */
export function worstEffect({ changes }: ContractDiff): Effect | undefined {
  return (["breaking", "unknown", "compatible"] as const).find((effect) =>
    changes.some((change) => change.effect === effect),
  );
}
