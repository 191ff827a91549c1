import type { MutantResult } from "./judge.ts";

/** What became of one document. */
export interface DocumentRecord {
  readonly id: string;
  readonly operations: number;
  /** The steps that were done, with their times in milliseconds. */
  readonly steps: readonly DocumentStep[];
  /** Why it ended early: refused with a sentence, thrown, out of time, or the process died. */
  readonly ended?: {
    readonly how: "refused" | "crash" | "hang" | "death";
    readonly step: string;
    readonly reason: string;
  };
}

/** One step: `load`, `lint`, `same`, or the name of a mutation. */
export interface DocumentStep {
  readonly name: string;
  readonly milliseconds: number;
  /** For a mutation: its outcome. For `same`: whether no difference was found. */
  readonly result?: MutantResult;
}

/** What a worker tells. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "step"; readonly step: string }
  | { readonly kind: "done"; readonly record: DocumentRecord };
