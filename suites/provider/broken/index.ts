import { authenticationFaults } from "./authenticated-requests.ts";
import { authorizationFaults } from "./authorized-roles.ts";
import { businessValidationFaults } from "./business-validation.ts";
import { disclosureFaults } from "./data-only.ts";
import type { Fault } from "./fault.ts";
import { idempotencyFaults } from "./idempotent-messages.ts";
import { inputFaults } from "./input-validation.ts";
import { jsonFaults } from "./json-only.ts";
import { outputFaults } from "./output-validation.ts";
import { tokenHygieneFaults } from "./token-hygiene.ts";

/** Every known-bad provider. */
export const faults: readonly Fault[] = [
  ...authenticationFaults,
  ...authorizationFaults,
  ...tokenHygieneFaults,
  ...jsonFaults,
  ...disclosureFaults,
  ...inputFaults,
  ...businessValidationFaults,
  ...idempotencyFaults,
  ...outputFaults,
];
