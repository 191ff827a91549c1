import { type Change, type ChangeRule, changeRules, type Effect, messageChangeRules } from "../../contracts/index.ts";
import { createLocate } from "./locate.ts";
import type { ChangesPart, ChangesReport } from "./model.ts";

const levels: Readonly<Record<Effect, string>> = { breaking: "error", unknown: "warning", compatible: "note" };

/** SARIF 2.1.0 (OASIS): a rule for each name of a change, a result for each change, located in the contracts' files. */
export function renderChangesSarif({ diff, parts, toolVersion }: ChangesReport): string {
  const rules = [...new Set(diff.changes.map(({ rule }) => rule))];
  const document = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "tercet",
            version: toolVersion,
            rules: rules.map((id) => ({ id, shortDescription: { text: sayingOf(id) } })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: parts.flatMap((part) => resultsOf(part, rules)),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function sayingOf(id: string): string {
  const known: Readonly<Record<string, ChangeRule>> = { ...messageChangeRules, ...changeRules };
  return known[id]?.says ?? id;
}

function resultsOf({ diff, before, after }: ChangesPart, rules: readonly string[]): readonly object[] {
  const locate = { before: createLocate(before.text), after: createLocate(after.text) };
  const files = { before, after };
  const location = (side: "before" | "after", pointer: string) => {
    const { line, column } = locate[side](pointer);
    return {
      physicalLocation: {
        artifactLocation: { uri: uriOf(files[side].file) },
        region: { startLine: line, startColumn: column },
      },
      logicalLocations: [{ fullyQualifiedName: `#${pointer}` }],
    };
  };
  const result = (change: Change) => {
    const { rule, effect, direction, operations, place, message, witness } = change;
    const side = place.after === undefined ? "before" : "after";
    const other = side === "after" && place.before !== undefined ? [location("before", place.before)] : [];
    return {
      ruleId: rule,
      ruleIndex: rules.indexOf(rule),
      level: levels[effect],
      message: { text: message },
      locations: [location(side, place[side] ?? "")],
      ...(other.length === 0 ? {} : { relatedLocations: other.map((each, id) => ({ id, ...each })) }),
      partialFingerprints: { "change/v1": [rule, effect, place.before, place.after, ...operations].join(" ") },
      properties: { effect, direction, operations, ...(witness === undefined ? {} : { witness }) },
    };
  };
  return diff.changes.map(result);
}

/** A path as a relative reference (RFC 3986 §4.2); a URL as it is. */
function uriOf(file: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
  return file.split(/[\\/]/).map(encodeURIComponent).join("/");
}
