import type { Change, Effect } from "../../contracts/index.ts";
import { plain, shorten } from "../text.ts";
import type { ChangesReport } from "./model.ts";
import { operationsText, summaryOf, titles } from "./summary.ts";
import { witnessLines } from "./witness-lines.ts";

/** A comment on GitHub holds 65,536 characters; what is more is counted. */
const mostChanges = 60;
const widest = 500;

/** The changes for a comment on a pull request: what breaks in full, the rest folded away. */
export function renderChangesMarkdown({ diff }: ChangesReport): string {
  const lines = ["### Contract changes", "", text(summaryOf(diff))];
  for (const effect of ["breaking", "unknown", "compatible"] as const) {
    const changes = diff.changes.filter((change) => change.effect === effect);
    if (changes.length > 0) lines.push("", ...section(effect, changes));
  }
  return `${lines.join("\n")}\n`;
}

function section(effect: Effect, changes: readonly Change[]): readonly string[] {
  const shown = changes.slice(0, mostChanges).flatMap(item);
  const more = changes.length > mostChanges ? [`- … and ${changes.length - mostChanges} more`] : [];
  const title = `${titles[effect]} (${changes.length})`;
  if (effect !== "compatible") return [`#### ${title}`, "", ...shown, ...more];
  return ["<details>", `<summary>${title}</summary>`, "", ...shown, ...more, "", "</details>"];
}

function item({ rule, operations, message, witness }: Change): readonly string[] {
  const where = operations.length === 0 ? "" : ` (${text(operationsText(operations))})`;
  const lines = [`- ${text(message)} \`${rule}\`${where}`];
  if (witness === undefined) return lines;
  const told = witnessLines(witness).map((line) => shorten(plain(line), widest).replaceAll("\n", " "));
  const fence = "`".repeat(Math.max(3, ...told.map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
  return [...lines, "", `  ${fence}http`, ...told.map((line) => `  ${line}`), `  ${fence}`, ""];
}

/** Text of a document, so that nothing in it is taken for Markdown, HTML or a mention. */
function text(value: string): string {
  return plain(value)
    .replaceAll("\n", " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|#]/g, "\\$&")
    .replaceAll("@", "@\u200b");
}
