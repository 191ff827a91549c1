import type { Contract } from "./contract.ts";
import { documentRules } from "./lint/document.ts";
import { exampleValid } from "./lint/examples.ts";
import { linkRules } from "./lint/links.ts";
import { mediaTypeRules } from "./lint/media-types.ts";
import { operationRules } from "./lint/operations.ts";
import { type LintRule, lintSubject } from "./lint/rule.ts";
import { schemaRules } from "./lint/schemas.ts";
import { securityRules } from "./lint/security.ts";

/** What could be better in a contract. */
export interface LintFinding {
  /** `LintRule.id`. */
  readonly rule: string;
  readonly severity: "error" | "warning";
  /** JSON Pointer (RFC 6901) into `Contract.document`. */
  readonly pointer: string;
  /** One sentence: what is wrong, and what to do. */
  readonly message: string;
}

/** All rules, in the order of the findings. */
export const lintRules: readonly LintRule[] = [
  ...documentRules,
  ...schemaRules,
  exampleValid,
  ...operationRules,
  ...securityRules,
  ...mediaTypeRules,
  ...linkRules,
];

/**
 * Judges a contract by all rules. Errors are what makes a guarantee unprovable or breaks one; a document that cannot be
 * used at all was refused when it was loaded. A part that several operations share is reported once.
 */
export function lintContract(contract: Contract): LintFinding[] {
  const subject = lintSubject(contract);
  const findings = new Map<string, LintFinding>();
  for (const { id, severity, find } of lintRules) {
    for (const { pointer, message } of find(subject)) {
      const key = `${id} ${pointer}`;
      if (!findings.has(key)) findings.set(key, { rule: id, severity, pointer, message });
    }
  }
  return [...findings.values()];
}
