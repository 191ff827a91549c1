import type { Life } from "../../model/asyncapi/message-contract.ts";
import type { Change } from "../change.ts";
import { type Comparison, tell } from "./comparison.ts";

interface Living {
  readonly life: Life;
  readonly pointer: string;
}

/** Compares whether an operation or message is to go, and from which day on it may be gone. */
export function compareDeprecation(
  comparison: Comparison,
  what: "operation" | "message",
  operations: readonly string[],
  before: Living,
  after: Living,
): void {
  const place = { before: before.pointer, after: after.pointer };
  if (before.life.deprecated !== after.life.deprecated) {
    const told = { effect: "compatible", direction: "service", operations, place } as const;
    if (what === "message") {
      const rule = after.life.deprecated ? "message-deprecated" : "message-deprecation-withdrawn";
      tell(comparison, { ...told, rule, message: deprecation(what, after.life) });
    } else {
      const rule = after.life.deprecated ? "operation-deprecated" : "operation-deprecation-withdrawn";
      comparison.changes.push({ ...told, rule, message: deprecation(what, after.life) });
    }
  }
  const change = sunsetChange(what, before.life.sunset, after.life.sunset);
  if (change !== undefined) comparison.changes.push({ ...change, direction: "service", operations, place });
}

function deprecation(what: string, { deprecated }: Life): string {
  return deprecated ? `The ${what} is deprecated.` : `The ${what} is no longer deprecated.`;
}

function sunsetChange(
  what: string,
  before: string | undefined,
  after: string | undefined,
): Pick<Change, "rule" | "effect" | "message" | "witness"> | undefined {
  if (before === after) return undefined;
  if (before === undefined) {
    return { rule: "sunset-announced", effect: "compatible", message: `The ${what} may be gone from ${after} on.` };
  }
  if (after === undefined || after > before) {
    const message = `The ${what} stays beyond ${before}${after === undefined ? "" : `, until ${after}`}.`;
    return { rule: "sunset-postponed", effect: "compatible", message };
  }
  return {
    rule: "sunset-advanced",
    effect: "breaking",
    message: `The ${what} was promised until ${before}, and may be gone from ${after} on.`,
    witness: { kind: "service", promised: { sunset: before }, allowed: { sunset: after } },
  };
}
