import type { Effect } from "../../contracts/index.ts";
import { plain, quantity, shorten } from "../text.ts";
import type { ChangesReport } from "./model.ts";
import { operationsText, summaryOf, titles } from "./summary.ts";
import { witnessLines } from "./witness-lines.ts";

/** From this number of changes on, those of descriptions alone are only counted. */
const mostDescribed = 20;
/** The widest line of a witness. */
const widest = 160;
const signs: Readonly<Record<Effect, string>> = { breaking: "✗", unknown: "?", compatible: "✓" };

/** The changes for a terminal: breaking ones first, each with its witness, and a sentence in the end. */
export function renderChangesForPeople({ diff }: ChangesReport): string {
  const lines: string[] = [];
  for (const effect of ["breaking", "unknown", "compatible"] as const) {
    const changes = diff.changes.filter((change) => change.effect === effect);
    if (changes.length === 0) continue;
    const described =
      changes.length > mostDescribed ? changes.filter(({ rule }) => rule === "documentation-changed") : [];
    lines.push(titles[effect]);
    for (const { rule, operations, message, witness } of changes.filter((change) => !described.includes(change))) {
      lines.push(`  ${signs[effect]} ${message}`);
      lines.push(`      ${rule}${operations.length === 0 ? "" : ` in ${operationsText(operations)}`}`);
      for (const line of witness === undefined ? [] : witnessLines(witness))
        lines.push(`      > ${shorten(line, widest)}`);
    }
    if (described.length > 0) {
      lines.push(`  ${signs[effect]} ${quantity(described.length, "description")} or examples changed.`);
    }
    lines.push("");
  }
  return `${plain([...lines, summaryOf(diff)].join("\n"))}\n`;
}
