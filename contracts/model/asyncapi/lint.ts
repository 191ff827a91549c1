import { findAll, type LintFinding } from "../lint/rule.ts";
import { schemaRules } from "../lint/schemas.ts";
import { documentRules } from "./lint/document.ts";
import { knownMembers } from "./lint/members.ts";
import { messageRules } from "./lint/messages.ts";
import { type MessageRule, messageSubject } from "./lint/subject.ts";
import type { MessageContract } from "./message-contract.ts";

/** All rules, in the order of the findings. */
export const messageLintRules: readonly MessageRule[] = [
  knownMembers,
  ...schemaRules,
  ...messageRules,
  ...documentRules,
];

/**
 * Judges a message contract by all rules. A document that cannot be used at all was refused when it was loaded. A part that
 * several channels or operations share is reported once.
 */
export function lintMessageContract(contract: MessageContract): LintFinding[] {
  return findAll(messageLintRules, messageSubject(contract));
}
