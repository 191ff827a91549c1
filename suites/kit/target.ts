import type { Contract, Rules } from "../../contracts/index.ts";
import type { Credentials } from "./credentials/credentials.ts";
import type { DatabaseView } from "./database-view.ts";
import type { TokenKeys } from "./identity.ts";
import type { Resolved } from "./instance.ts";
import type { Sentinels } from "./sentinels.ts";
import type { StandIn } from "./stand-in.ts";

/** A running service, as it is reached: what verification and scenarios are pointed at. */
export interface Target {
  readonly contract: Contract;
  /** The business rules beside the contract (`rules.arazzo.json`), where there are any. */
  readonly rules?: Rules;
  /** Base URL of every instance, without a trailing slash; at least one. Paths of the contract are appended. */
  readonly urls: readonly string[];
  /** The newest released contract of each major version of the service, the newest first; absent: none is known. */
  readonly releases?: readonly Contract[];
  /** Where names of the URLs are found instead of by DNS; several for one name are as many instances. */
  readonly resolve?: readonly Resolved[];
  /** The issuer's keys; absent: checks that need a token which only the issuer can make are skipped with that reason. */
  readonly tokens?: TokenKeys;
  /**
   * What good requests are authenticated with, where that is something else than tokens made with the keys. With neither,
   * requests are sent without credentials, and checks that need some are skipped with that reason.
   */
  readonly credentials?: Credentials;
  /** In production: what is kept there from run to run, to be read again. */
  readonly sentinels?: Sentinels;
  /** PEM of the authority that signed the instances' certificates, where it is not a public one. */
  readonly certificateAuthority?: string;
  /** By the dependency's name: where the harness stands in for it. Those that all instances ask listen from the beginning. */
  readonly dependencies?: ReadonlyMap<string, StandIn>;
  /** The service's own database; absent: the harness may not look at it. */
  readonly database?: DatabaseView;
}
