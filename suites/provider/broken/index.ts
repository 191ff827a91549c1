import { authenticationFaults } from "./authenticated-requests.ts";
import { authorizationFaults } from "./authorized-roles.ts";
import { businessValidationFaults } from "./business-validation.ts";
import { disclosureFaults } from "./data-only.ts";
import type { Fault } from "./fault.ts";
import { httpsFaults } from "./https-only.ts";
import { idempotencyFaults } from "./idempotent-messages.ts";
import { inputFaults } from "./input-validation.ts";
import { jsonFaults } from "./json-only.ts";
import { trackFaults } from "./leaves-no-track.ts";
import { measurementFaults } from "./measurable.ts";
import { outputFaults } from "./output-validation.ts";
import { selfTestFaults } from "./self-test.ts";
import { expiryFaults } from "./state-never-expires.ts";
import { statelessFaults } from "./stateless.ts";
import { databaseThrottleFaults } from "./throttled-database.ts";
import { throttleFaults } from "./throttled-input.ts";
import { outputThrottleFaults } from "./throttled-output.ts";
import { tokenHygieneFaults } from "./token-hygiene.ts";
import { versionFaults } from "./versioned-endpoints.ts";

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
  ...statelessFaults,
  ...expiryFaults,
  ...httpsFaults,
  ...versionFaults,
  ...measurementFaults,
  ...selfTestFaults,
  ...throttleFaults,
  ...outputThrottleFaults,
  ...databaseThrottleFaults,
  ...outputFaults,
  ...trackFaults,
];
