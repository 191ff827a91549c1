import type { Contract } from "./contract.ts";
import { documentRules } from "./lint/document.ts";
import { exampleValid } from "./lint/examples.ts";
import { linkRules } from "./lint/links.ts";
import { mediaTypeRules } from "./lint/media-types.ts";
import { operationRules } from "./lint/operations.ts";
import { findAll, type LintFinding, type LintRule, lintSubject } from "./lint/rule.ts";
import { schemaRules } from "./lint/schemas.ts";
import { securityRules } from "./lint/security.ts";
import { sunsetRules } from "./lint/sunset.ts";

export type { LintFinding } from "./lint/rule.ts";

/** All rules, in the order of the findings. */
export const lintRules: readonly LintRule[] = [
  ...documentRules,
  ...schemaRules,
  exampleValid,
  ...operationRules,
  ...sunsetRules,
  ...securityRules,
  ...mediaTypeRules,
  ...linkRules,
];

/**
 * Judges a contract by all rules. Errors are what makes a guarantee unprovable or breaks one; a document that cannot be
 * used at all was refused when it was loaded. A part that several operations share is reported once.
 */
export function lintContract(contract: Contract): LintFinding[] {
  return findAll(lintRules, lintSubject(contract));
}
