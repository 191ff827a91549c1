import type { Finding, Verdict } from "../contracts/index.ts";

/** The same check with the same verdict on several operations: told once. */
export interface FindingGroup {
  readonly check: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What was said, each with the operations of which it was said. */
  readonly messages: ReadonlyMap<string, readonly string[]>;
}

const order: readonly Verdict[] = ["fail", "inconclusive", "skipped", "pass"];

/** Groups findings by check and verdict: failures first, otherwise in the order in which they came. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, (finding) => `${finding.verdict} ${finding.check}`);
  return [...groups.values()]
    .map((group): FindingGroup => {
      const { check, verdict } = group[0] as Finding;
      return { check, verdict, findings: group, messages: operationsByMessage(group) };
    })
    .sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
}

function operationsByMessage(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const messages = new Map<string, readonly string[]>();
  for (const [message, same] of Map.groupBy(findings, (finding) => finding.message)) {
    messages.set(message, [...new Set(same.map((finding) => finding.operation))]);
  }
  return messages;
}
