import { type Coverage, type CoverageCount, summarizeCoverage } from "../contracts/index.ts";
import type { Paint } from "./details.ts";
import { columns, plain, quantity, shorten } from "./text.ts";

/** As many reasons are told in a terminal. */
const maximumReasons = 3;
/** As many operations are named for a reason. */
const maximumNames = 3;

/** The coverage of a service in a few lines: three figures, and which operations were not exercised for which reason. */
export function coverageLines(coverage: Coverage, paint: Paint): string[] {
  const line = `  coverage     ${plain(coverage.subject).padEnd(10)} ${coverageSentence(coverage)}`;
  const missed = reasonsOf(coverage);
  const lines = missed.slice(0, maximumReasons).map(({ reason, operations }) => {
    const names = operations.slice(0, maximumNames).map(plain).join(", ");
    const more = operations.length > maximumNames ? ` and ${operations.length - maximumNames} more` : "";
    return shorten(`    not exercised: ${names}${more}: ${plain(reason).replaceAll("\n", " ")}`, columns);
  });
  if (missed.length > maximumReasons) {
    lines.push(`    … and for ${quantity(missed.length - maximumReasons, "more reason")}, in the other reports`);
  }
  return [line, ...lines].map((one) => paint.faint(one));
}

/** `12 of 12 operations, 40 of 52 statuses, 16 of 16 roles, 1840 requests`. */
export function coverageSentence(coverage: Coverage): string {
  const { operations, statuses, roles } = summarizeCoverage(coverage);
  const count = ({ met, of }: CoverageCount, noun: string) => `${met} of ${quantity(of, noun)}`;
  const requests = quantity(coverage.requests, "request");
  return [count(operations, "operation"), count(statuses, "status"), count(roles, "role"), requests].join(", ");
}

/** The operations that were not exercised, by the reason. */
function reasonsOf({ operations }: Coverage): readonly { readonly reason: string; readonly operations: string[] }[] {
  const missed = operations.filter(({ seen }) => seen === 0);
  const groups = Map.groupBy(missed, ({ reason }) => reason ?? "");
  return [...groups].map(([reason, group]) => ({ reason, operations: group.map(({ operation }) => operation) }));
}
