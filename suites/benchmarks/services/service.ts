import type { Judged } from "./judged.ts";

/** A public service that nobody here wrote, and what is known of it. */
export interface Service {
  /** `--service`, and the folder beside with its packages. */
  readonly name: string;
  /** The package whose version is shown. */
  readonly packageName: string;
  /** What it is and is made with, as a clause. */
  readonly about: string;
  /** What its findings were found to be. */
  readonly judged: readonly Judged[];
  /** Starts it on a free port of the loopback interface, with data that are gone afterwards. */
  readonly start: (surroundings: Surroundings) => Promise<StartedService>;
}

/** What a service is started in. */
export interface Surroundings {
  /** The service's folder, with its `node_modules`. */
  readonly packages: string;
  /** An empty folder for its data, removed afterwards. */
  readonly scratch: string;
  /** Takes what is to be stopped in the end, in reverse order, also where the start fails. */
  readonly onStop: (stop: () => Promise<void>) => void;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
}

/** A running service, and what `tercet verify` is told of it. */
export interface StartedService {
  readonly url: string;
  /** The OpenAPI document: what the service publishes, unchanged. */
  readonly document: unknown;
  /** The content of `--tokens`, where the service wants to know who calls. */
  readonly tokens?: unknown;
  /** Operations that are left out (`--except`): what they do to the whole service would be all that is seen of it. */
  readonly except?: readonly string[];
}
