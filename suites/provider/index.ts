import type { Check } from "../kit/check.ts";
import { authenticatedRequests } from "./authenticated-requests.ts";
import { authorizedRoles } from "./authorized-roles.ts";
import { businessValidation } from "./business-validation.ts";
import { dataOnly } from "./data-only.ts";
import { httpsOnly } from "./https-only.ts";
import { idempotentMessages } from "./idempotent-messages.ts";
import { inputValidation } from "./input-validation.ts";
import { jsonOnly } from "./json-only.ts";
import { leavesNoTrack } from "./leaves-no-track.ts";
import { measurable } from "./measurable.ts";
import { outputValidation } from "./output-validation.ts";
import { selfTest } from "./self-test.ts";
import { stateNeverExpires } from "./state-never-expires.ts";
import { stateless } from "./stateless.ts";
import { throttledDatabase } from "./throttled-database.ts";
import { throttledInput } from "./throttled-input.ts";
import { throttledOutput } from "./throttled-output.ts";
import { tokenHygiene } from "./token-hygiene.ts";
import { versionedEndpoints } from "./versioned-endpoints.ts";

/**
 * Every check of a service over HTTP, in the order in which they are run: `outputValidation` judges what all others sent,
 * `leavesNoTrack` what all of them created.
 */
export const checks: readonly Check[] = [
  authenticatedRequests,
  authorizedRoles,
  tokenHygiene,
  inputValidation,
  jsonOnly,
  dataOnly,
  businessValidation,
  idempotentMessages,
  stateless,
  stateNeverExpires,
  httpsOnly,
  versionedEndpoints,
  measurable,
  selfTest,
  throttledInput,
  throttledOutput,
  throttledDatabase,
  outputValidation,
  leavesNoTrack,
];
