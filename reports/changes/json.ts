import { adviseVersion, type Change } from "../../contracts/index.ts";
import { type ChangesPart, type ChangesReport, countEffects, worstEffect } from "./model.ts";

/** Identifies the version of the format. */
export const changesSchema = "tercet-contract-diff/1";

/**
 * The JSON report: `{ schema, tool, before, after, verdict, counts, version, changes }`. `verdict` is the worst effect, or
 * `unchanged`. A change has `rule`, `effect`, `direction`, `operation` (the first of `operations`, or null), `pointer` (in
 * the new document where the place is there, else in the old one), `before` and `after` (pointers or null), `file` (in
 * which `pointer` leads), `message` and `witness` (or null).
 */
export function renderChangesJson(report: ChangesReport): string {
  const { diff, parts, toolVersion } = report;
  const document = {
    schema: changesSchema,
    tool: { name: "tercet", version: toolVersion },
    before: { ...diff.before, source: parts[0]?.before.file ?? diff.before.source },
    after: { ...diff.after, source: parts[0]?.after.file ?? diff.after.source },
    verdict: worstEffect(diff) ?? "unchanged",
    counts: countEffects(diff),
    version: adviseVersion(diff),
    changes: diff.changes.map((change) => changeOf(change, parts)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function changeOf(change: Change, parts: readonly ChangesPart[]) {
  const { rule, effect, direction, operations, place, message, witness } = change;
  const part = parts.find(({ diff }) => diff.changes.includes(change)) ?? parts[0];
  return {
    ...{ rule, effect, direction, operation: operations[0] ?? null, operations },
    pointer: place.after ?? place.before ?? "",
    before: place.before ?? null,
    after: place.after ?? null,
    file: (place.after === undefined ? part?.before.file : part?.after.file) ?? null,
    message,
    witness: witness ?? null,
  };
}
