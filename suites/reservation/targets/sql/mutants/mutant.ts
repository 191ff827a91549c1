import type { Rules } from "../../../../../docker/shop/jobs/rules.ts";
import type { JobStore } from "../../../../../docker/shop/jobs/store.ts";
import type * as reference from "../../reference/mutant.ts";
import type { SqlDatabase } from "../store.ts";

/** What a mutant may spoil beside the protocol itself. */
export interface SqlParts {
  readonly database: SqlDatabase;
  readonly store: JobStore<unknown>;
  readonly rules: Rules;
  /** The worker's name. */
  readonly worker: string;
}

/** The reference protocol in SQL, and what is needed to spoil it. */
export type Reference = reference.Reference & SqlParts;

/** The reference protocol in SQL with one thing wrong. */
export type Mutant = reference.Mutant<SqlParts>;
