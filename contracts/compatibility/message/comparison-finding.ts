import type { ComparisonFinding, ComparisonSeverity } from "../consumer/finding.ts";

/** Every rule of the comparison of messages with its severity; see `comparisonRules` for the difference. */
export const messageComparisonRules = {
  "message.unknown": "error",
  "message.content-type.incompatible": "error",
  "message.header.incompatible": "error",
  "message.payload.incompatible": "error",
  "message.payload.not-guaranteed": "warning",
  "message.payload.undecided": "warning",
} as const satisfies Record<string, ComparisonSeverity>;

/** The name of a rule. */
export type MessageComparisonRule = keyof typeof messageComparisonRules;

/** One way in which a consumer's message does not fit the provider's message contract. */
export interface MessageComparisonFinding extends Omit<ComparisonFinding, "rule" | "witness"> {
  readonly rule: MessageComparisonRule;
  /** A payload that the contract allows and this consumer cannot read. */
  readonly witness?: unknown;
}

/** What is found of one message, before it is said of which interaction. */
export type MessageFound = Pick<
  MessageComparisonFinding,
  "rule" | "pactPointer" | "contractPointer" | "message" | "witness"
>;
