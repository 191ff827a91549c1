import type { Fault } from "./fault.ts";
import { fieldFaults } from "./input-validation/fields.ts";
import { parameterFaults } from "./input-validation/parameters.ts";
import { refusalFaults } from "./input-validation/refusals.ts";
import { textFaults } from "./input-validation/texts.ts";

/** Providers that do not validate what they are sent as they should. */
export const inputFaults: readonly Fault[] = [...fieldFaults, ...textFaults, ...parameterFaults, ...refusalFaults];
