import type { Effect } from "../../contracts/index.ts";
import { createLocate } from "./locate.ts";
import type { ChangesPart, ChangesReport } from "./model.ts";
import { operationsText } from "./summary.ts";

const commands: Readonly<Record<Effect, string>> = { breaking: "error", unknown: "warning", compatible: "notice" };

/** Annotations of GitHub Actions, one line for each change: `::error file=…,line=…::…`. */
export function renderChangesForGithub({ parts }: ChangesReport): string {
  const lines = parts.flatMap(linesOf);
  return lines.map((line) => `${line}\n`).join("");
}

function linesOf({ diff, before, after }: ChangesPart): readonly string[] {
  const locate = { before: createLocate(before.text), after: createLocate(after.text) };
  return diff.changes.map(({ rule, effect, operations, place, message }) => {
    const side = place.after === undefined ? "before" : "after";
    const { line, column } = locate[side](place[side] ?? "");
    const properties = { file: { before, after }[side].file, line: String(line), col: String(column), title: rule };
    const told = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
    const where = operations.length === 0 ? "" : ` (${operationsText(operations)})`;
    return `::${commands[effect]} ${told.join(",")}::${data(message + where)}`;
  });
}

/** What GitHub's runner unescapes in a message, and beyond that in a property. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
