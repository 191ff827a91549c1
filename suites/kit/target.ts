import type { Contract, Rules } from "../../contracts/index.ts";
import type { TokenKeys } from "./identity.ts";

/** A running service, as it is reached: what verification and scenarios are pointed at. */
export interface Target {
  readonly contract: Contract;
  /** The business rules beside the contract (`rules.arazzo.json`), where there are any. */
  readonly rules?: Rules;
  /** Base URL of every instance, without a trailing slash; at least one. Paths of the contract are appended. */
  readonly urls: readonly string[];
  /** Absent: requests are sent without a token, and checks that need one are skipped with that reason. */
  readonly tokens?: TokenKeys;
  /** PEM of the authority that signed the instances' certificates, where it is not a public one. */
  readonly certificateAuthority?: string;
}
