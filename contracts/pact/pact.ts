import type { JsonObject } from "../json.ts";

/** The versions of the Pact specification that are read; V4 is what is written. */
export type PactSpecification = "1.0.0" | "1.1.0" | "2.0.0" | "3.0.0" | "4.0";

/**
 * A consumer contract: what one consumer uses of one provider. The same shape for every version of the specification;
 * what the file said besides stands in `document`, so that nothing is lost when it is written again.
 */
export interface Pact {
  readonly consumer: string;
  readonly provider: string;
  readonly specification: PactSpecification;
  readonly interactions: readonly Interaction[];
  /** The file as it was read. */
  readonly document: JsonObject;
  /** The file or URL it was read from, as the user gave it. */
  readonly source: string;
}

/** An interaction of any kind that Pact V4 knows. */
export type Interaction = HttpInteraction | AsynchronousMessage | SynchronousMessage;

interface InteractionBase {
  readonly description: string;
  /** V4: names the interaction within its file, whatever its place. */
  readonly key?: string;
  /** V4: a failure of a pending interaction is reported and fails nothing. */
  readonly pending: boolean;
  readonly providerStates: readonly ProviderState[];
  readonly comments: JsonObject;
  /** JSON Pointer (RFC 6901) to the interaction in `Pact.document`. */
  readonly pointer: string;
  /** The interaction as the file has it, for what this model does not know; absent in one that was made by a program. */
  readonly raw?: JsonObject;
}

/** What must hold at the provider before an interaction. */
export interface ProviderState {
  readonly name: string;
  readonly params: JsonObject;
}

/** A request and the answer that the consumer expects. */
export interface HttpInteraction extends InteractionBase {
  readonly type: "Synchronous/HTTP";
  readonly request: PactRequest;
  readonly response: PactResponse;
}

/** A message that the consumer receives. */
export interface AsynchronousMessage extends InteractionBase {
  readonly type: "Asynchronous/Messages";
  readonly message: PactMessage;
}

/** A message, and those that answer it. */
export interface SynchronousMessage extends InteractionBase {
  readonly type: "Synchronous/Messages";
  readonly request: PactMessage;
  readonly responses: readonly PactMessage[];
}

/** The request that the consumer sends. */
export interface PactRequest {
  readonly method: string;
  readonly path: string;
  /** Values by name, in their order; null: a name without `=`. */
  readonly query: ReadonlyMap<string, readonly (string | null)[]>;
  /** Names as written. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: PactBody;
  readonly matchingRules: MatchingRules;
  readonly generators: JsonObject;
}

/** The answer that the consumer expects. */
export interface PactResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: PactBody;
  readonly matchingRules: MatchingRules;
  readonly generators: JsonObject;
}

/** A message as the consumer expects it. */
export interface PactMessage {
  readonly contents: PactBody;
  readonly metadata: JsonObject;
  readonly matchingRules: MatchingRules;
  readonly generators: JsonObject;
}

/** What a consumer really sent; a `PactRequest` is one too. */
export type ActualRequest = Omit<PactRequest, "matchingRules" | "generators">;

/** What a provider really answered; a `PactResponse` is one too. */
export type ActualResponse = Omit<PactResponse, "matchingRules" | "generators">;

/** What was really published; a `PactMessage` is one too. */
export type ActualMessage = Omit<PactMessage, "matchingRules" | "generators">;

/** Absent: not looked at. Empty: must be empty. Null: must be JSON `null` (or nothing, before V3). */
export type PactBody =
  | { readonly kind: "absent" }
  | { readonly kind: "empty" }
  | { readonly kind: "json"; readonly value: unknown; readonly contentType: string }
  | { readonly kind: "text"; readonly text: string; readonly contentType: string }
  | { readonly kind: "binary"; readonly bytes: Uint8Array; readonly contentType: string };

/** Rules by category; header names in lower case; `body` and `metadata` by path expression (`$.items[*].id`). */
export interface MatchingRules {
  readonly method?: RuleList;
  readonly path?: RuleList;
  readonly status?: RuleList;
  readonly query: ReadonlyMap<string, RuleList>;
  readonly header: ReadonlyMap<string, RuleList>;
  readonly body: ReadonlyMap<string, RuleList>;
  readonly metadata: ReadonlyMap<string, RuleList>;
}

/** The rules of one place, and how they combine. */
export interface RuleList {
  readonly combine: "AND" | "OR";
  readonly matchers: readonly Matcher[];
}

/** One matcher as the file says it: `{ "match": "type", "min": 1 }`, `{ "match": "statusCode", "status": "success" }` … */
export interface Matcher extends JsonObject {
  readonly match: string;
}

/** What `matchRequest`, `matchResponse` and `matchMessage` answer; no mismatch: they match. */
export interface MatchResult {
  readonly match: boolean;
  readonly mismatches: readonly Mismatch[];
}

/** Something that is not as it was expected. */
export interface Mismatch {
  readonly part: "method" | "path" | "query" | "header" | "status" | "body" | "metadata" | "content-type";
  /** The header's or parameter's name, or the path in the body (`$.items[0].id`); empty for the part as a whole. */
  readonly path: string;
  /** One sentence: what was expected, by which rule, and what was there. */
  readonly message: string;
}
