import { resolvePointer } from "../pointer.ts";
import { readSunset, sunsetKey } from "../sunset.ts";
import type { LintRule } from "./rule.ts";

const sunsetDate: LintRule = {
  id: "sunset-date",
  severity: "error",
  statement: "a sunset names its day, as 2027-01-31; otherwise nobody can hold on to it",
  *find({ nodes }) {
    for (const { kind, node, pointer } of nodes) {
      const value = node[sunsetKey];
      if (kind !== "operation" || value === undefined || readSunset(value) !== undefined) continue;
      const message = `${JSON.stringify(value)} is no day; write one, as 2027-01-31.`;
      yield { pointer: `${pointer}/${sunsetKey}`, message };
    }
  },
};

const sunsetDeprecated: LintRule = {
  id: "sunset-deprecated",
  severity: "warning",
  statement: "what has a sunset is deprecated, so that its users are told",
  *find({ contract }) {
    for (const { id, pointer } of contract.operations) {
      const node = resolvePointer(contract.document, pointer) as Readonly<Record<string, unknown>>;
      const sunset = readSunset(node[sunsetKey]);
      if (sunset === undefined || node.deprecated === true) continue;
      const day = sunset.toISOString().slice(0, 10);
      const message = `${id} may be gone from ${day} on, but is not deprecated; add "deprecated": true.`;
      yield { pointer: `${pointer}/${sunsetKey}`, message };
    }
  },
};

export const sunsetRules: readonly LintRule[] = [sunsetDate, sunsetDeprecated];
