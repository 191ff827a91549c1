import type { History } from "../../../history/event.ts";
import { compareAudit, type Discrepancy } from "./compare.ts";
import { auditOf } from "./read.ts";

/** What a store wrote down by itself, held against what workers announced. */
export interface Audit {
  /** How many changes of the job it wrote down. */
  readonly transitions: number;
  readonly discrepancies: readonly Discrepancy[];
}

/** Reads the audit of a run that is over and holds the history against it. Throws what the store says. */
export async function auditHistory(
  history: Pick<History, "events">,
  options: { readonly databaseUrl: string; readonly schema: string },
): Promise<Audit> {
  const rows = await auditOf(options);
  return { transitions: rows.length, discrepancies: compareAudit(history, rows) };
}
