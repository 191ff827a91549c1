import type { Finding, Verdict } from "../contracts/index.ts";

/** The same check with the same verdict on several operations: told once. */
export interface FindingGroup {
  readonly check: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What was said, the same of several operations once: the first one's message with all their names. */
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
  const kinds = [...Map.groupBy(findings, kindOf).values()];
  return new Map(
    kinds.map((same) => [same[0]?.message ?? "", [...new Set(same.map((finding) => finding.operation))]] as const),
  );
}

/** A message without what differs from operation to operation: its own name, and figures. */
function kindOf({ message, operation }: Finding): string {
  return message.replaceAll(operation, "").replaceAll(/\d+/g, "0");
}
