import type { Json } from "../json.ts";
import type { Method } from "../model/contract.ts";

/**
 * What a change does to those who rely on the contract as it was.
 *
 * - `breaking`: something that worked no longer does; a witness shows it
 * - `compatible`: proved to break nobody
 * - `unknown`: could not be decided; the message gives the reason, and a person must look. Never to be taken for compatible.
 */
export type Effect = "breaking" | "compatible" | "unknown";

/**
 * Who sends what is changed. `request`: the consumer sends it, so it may widen; `response`: the provider sends it, so it may
 * narrow; `service`: a promise about the service as a whole (jobs, capacity, version, descriptions).
 */
export type Direction = "request" | "response" | "service";

/** One difference between two versions of a contract, at one place. */
export interface Change {
  /** Name of the rule in kebab-case, stable between versions of this program: `request-body-narrowed`. */
  readonly rule: string;
  readonly effect: Effect;
  readonly direction: Direction;
  /** The operations (or AsyncAPI operations) that are affected, by id; empty: the contract as a whole. */
  readonly operations: readonly string[];
  readonly place: ChangePlace;
  /** One sentence for a person. */
  readonly message: string;
  /** There for every breaking change. */
  readonly witness?: Witness;
}

/** JSON Pointers (RFC 6901) into the two documents; at least one is there, and both where the place is in both. */
export interface ChangePlace {
  readonly before?: string;
  readonly after?: string;
}

/** What proves that a change breaks somebody. */
export type Witness = RequestWitness | ResponseWitness | MessageWitness | ServiceWitness;

/** A whole request that was valid by the contract as it was, and that the new one refuses. */
export interface RequestWitness {
  readonly kind: "request";
  readonly method: Uppercase<Method>;
  /** Path and query as sent, without host: `/v1/carts?limit=10`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body's value, before it is written in the media type of `content-type`; absent: no body. */
  readonly body?: Json;
  /** The schemes and roles with which the request is authenticated; absent: none is needed. */
  readonly credentials?: readonly { readonly scheme: string; readonly roles: readonly string[] }[];
  /** Sent so often within the window, each is answered by the old contract and one is throttled by the new one. */
  readonly repeated?: { readonly requests: number; readonly windowSeconds: number };
}

/** An answer that is valid by the new contract, and that a consumer written against the old one cannot read. */
export interface ResponseWitness {
  readonly kind: "response";
  /** Status code as sent: 200. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** A message of an AsyncAPI contract: one that was valid and is refused, or one that an old reader cannot read. */
export interface MessageWitness {
  readonly kind: "message";
  /** Address of the channel. */
  readonly channel: string;
  readonly headers?: Json;
  readonly payload?: Json;
}

/** A promise about the service as a whole that the new contract does not keep. */
export interface ServiceWitness {
  readonly kind: "service";
  /** What the old contract promised: `{ "maxSilenceSeconds": 300 }`. */
  readonly promised: Json;
  /** What the new one allows instead; null: nothing is promised any more. */
  readonly allowed: Json;
}
