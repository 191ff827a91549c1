import type { Contract, Finding, Guarantee, Operation, Random } from "../../contracts/index.ts";
import type { Exchange, HttpRequest } from "./exchange.ts";
import type { Identity } from "./identity.ts";
import type { Target } from "./target.ts";

/** A guarantee of a service over HTTP, with everything that a reader, a plan and a run need to know of it. */
export interface Check {
  readonly guarantee: Guarantee;
  /** The rule in one line. */
  readonly statement: string;
  readonly rationale: string;
  readonly standard: { readonly title: string; readonly url: string };
  /** How the provider is mended. */
  readonly mend: string;
  /** True where it may be sent to a system in production. */
  readonly safeInProduction: boolean;
  /** The reason why it does not apply to this contract; undefined where it applies. */
  inapplicable(contract: Contract, target: Target): string | undefined;
  /** Judges; each finding goes to `context.report` as soon as it is known. */
  run(context: CheckContext): Promise<void>;
}

/** A request for an operation before it is bound to an instance and a token. */
export interface Call {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: no body. */
  readonly body?: unknown;
  readonly mediaType?: string;
  /** Who calls; undefined: no token is sent. */
  readonly identity?: Identity;
}

/** What a check works with. Everything that it sends is also judged by `output-validation`. */
export interface CheckContext {
  readonly target: Target;
  readonly contract: Contract;
  /** The operations to look at: all of the contract, or what `--only` left. */
  readonly operations: readonly Operation[];
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly state: State;
  /** Turns a call into the request that would be sent: URL, parameters, idempotency key, trace context, fresh token. */
  bind(call: Call): Promise<HttpRequest>;
  /** Sends, gently (declared rate limits are kept), and remembers the exchange for `output-validation`. */
  send(request: HttpRequest, operation: Operation | undefined): Promise<Exchange>;
  report(finding: Omit<Finding, "guarantee" | "replay">): void;
}

/** The provider's state as a check needs it: reached by the contract's links, examples and generated data. */
export interface State {
  /**
   * Creates what the operation needs (create, then read, then delete, along the contract's links) and returns a call
   * that the contract says will be accepted, or the reason why none could be made.
   */
  prepare(operation: Operation): Promise<{ readonly call: Call } | { readonly unreachable: string }>;
  /** Tells that this exchange may have created an object, so that it is deleted in the end. */
  track(call: Call, exchange: Exchange): void;
  /** Deletes, in reverse order, all that was created, reads back that it is gone, and says what is left. */
  cleanUp(): Promise<readonly string[]>;
}
