import type { JsonObject } from "../../json.ts";

/** What generators know of the run. */
export interface GeneratorContext {
  /** The clock's time; dates are generated in UTC. */
  readonly now: Date;
  /** What setting up the provider states gave, for `ProviderState`. */
  readonly providerState?: JsonObject;
  /** Where the mock server of a consumer's test listens, for `MockServerURL`. */
  readonly mockServerUrl?: string;
}
