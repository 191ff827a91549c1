import { type ServiceVersion, TercetError, versionName } from "../../../contracts/index.ts";

/** The rule that a conflict breaks, in `TercetError.place.rule`. */
export const oneContentAVersion = "one-content-a-version";

/** The error for a version that was published already, with something else. */
export function conflict(version: ServiceVersion, what: string, known: string, given: string): TercetError {
  return new TercetError(
    "contract",
    `${versionName(version)} was published already with another ${what} (${known}, and this one is ${given}): what is published does not change, so publish it under a new version.`,
    { place: { rule: oneContentAVersion } },
  );
}
