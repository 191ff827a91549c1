import type { Contract, Finding, Guarantee, Operation, Random, Severity } from "../../contracts/index.ts";
import type { Exchange, HttpRequest } from "./exchange.ts";
import type { Identity } from "./identity.ts";
import type { Instance } from "./instance.ts";
import type { Target } from "./target.ts";

/** A guarantee of a service over HTTP, with everything that a reader, a plan and a run need to know of it. */
export interface Check {
  readonly guarantee: Guarantee;
  /** The rule in one line. */
  readonly statement: string;
  readonly rationale: string;
  readonly standard: { readonly title: string; readonly url: string };
  /** What a failure means for who relies on the service. */
  readonly severity: Severity;
  /** When it applies, as a clause for a reader: `an operation declares a rate limit`. */
  readonly appliesWhen: string;
  /** What the surroundings must give for all of its ways to be exercised. */
  readonly needs: readonly Need[];
  /** How long it may take for a service of fifty operations, in seconds; it is ended then, and what is left is inconclusive. */
  readonly maxSeconds: number;
  /** How the provider is mended. */
  readonly mend: string;
  /** True where it may be sent to a system in production; a list: these of its ways may. */
  readonly safeInProduction: boolean | readonly string[];
  /** It judges the connection itself, so it is run also where no usual request gets through (a certificate that expired). */
  readonly judgesConnections?: true;
  /** The ways of refutation, as they stand after the slash in `Finding.check`: what `--only` may name. */
  ways(contract: Contract, target: Target): readonly string[];
  /** What findings speak of that is no operation (a workflow, an unknown path): what `--only CHECK@…` may name too. */
  subjects?(contract: Contract, target: Target): readonly string[];
  /** The reason why it does not apply to this contract; undefined where it applies. */
  inapplicable(contract: Contract, target: Target): string | undefined;
  /** Judges; each finding goes to `context.report` as soon as it is known. */
  run(context: CheckContext): Promise<void>;
}

/** What a check needs from its surroundings, beside the contract and an address. */
export type Need =
  | "a token source"
  | "a signing key"
  | "two instances"
  | "a stand-in for a dependency"
  | "the service's database"
  | "HTTPS";

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
  /** The life of the token that is sent, where it is one of its own that the issuer's keys make for this call. */
  readonly tokenLifetimeSeconds?: number;
}

/** What a check reports: the engine adds the guarantee and the replay line. */
export type Report = Omit<Finding, "guarantee" | "replay" | "severity" | "standard" | "mend"> & {
  /** The other check whose exchange it judges (`input-validation`): the replay line then runs that one as well. */
  readonly via?: Guarantee;
};

/** What a check works with. Everything that it sends is also judged by `output-validation`. */
export interface CheckContext {
  readonly target: Target;
  readonly contract: Contract;
  /** The operations to look at: all of the contract, or what `--only` left. */
  readonly operations: readonly Operation[];
  /** A source of this check's own; fork it by operation, so that a replay of one operation draws the same. */
  readonly random: Random;
  /** Aborted when the run is interrupted or its time is over. */
  readonly signal: AbortSignal;
  readonly state: State;
  /** Creates as `state` does, and what it creates stays: nobody deletes it when the run is over. */
  readonly lasting: Pick<State, "prepare">;
  /** What was seen so far of the contract's answers, in every check of the run. */
  readonly answers: AnswerLedger;
  /** Whether `--only` leaves this way of refutation; for one operation or subject where that is given. */
  selects(way: string, subject?: string): boolean;
  /** Turns a call into the request that would be sent: URL, parameters, idempotency key, trace context, fresh token. */
  bind(call: Call): Promise<HttpRequest>;
  /** The same for one instance, whatever operation is called: requests are bound to it, and what they need is created there. */
  at(instance: Instance): Pick<CheckContext, "bind"> & { readonly state: Pick<State, "prepare"> };
  /**
   * Sends gently (declared rate limits are kept, 429 is waited for), shows the exchange to `output-validation`, and
   * remembers what it created, so that it is deleted in the end, also when it should have been refused.
   * Throws `NoAnswer` when no readable answer comes within the bound.
   */
  send(request: HttpRequest, operation: Operation | undefined): Promise<Exchange>;
  /** The same without any wait: a declared limit is exceeded on purpose, and 429 and 503 are answers like all others. */
  sendAtOnce(request: HttpRequest, operation: Operation): Promise<Exchange>;
  /**
   * The same as `send` for load: as many at once as are asked for, while declared limits are kept; 429 and 503 are answers
   * like all others, and that no answer came is held against nobody else's requests.
   */
  sendLoad(request: HttpRequest, operation: Operation): Promise<Exchange>;
  /** How many requests the service may still count against an operation's declared limit: those of its last two windows. */
  recentRequests(operation: Operation): number;
  report(finding: Report): void;
}

/** The provider's state as a check needs it: reached by the contract's links, examples and generated data. */
export interface State {
  /**
   * Creates what the operation needs (create, then read, then delete, along the contract's links) and returns a call
   * that the contract says will be accepted, or the reason why none could be made.
   */
  prepare(operation: Operation): Promise<Prepared>;
  /** A call of the right form from examples and generated data alone: nothing is created, what it names need not exist. */
  sample(operation: Operation): Prepared;
  /** Deletes, in reverse order, all that was created since the last clean-up, and reads back that it is gone. */
  cleanUp(): Promise<CleanUp>;
}

/** A call, or why none could be made. */
export type Prepared = PreparedCall | { readonly unreachable: string };

/** A call that the contract says will be accepted, and what was created for it. */
export interface PreparedCall {
  readonly call: Call;
  /** The call whose answer feeds this one by a link, and that answer; absent where examples or generated data do. */
  readonly producer?: { readonly call: Call; readonly exchange: Exchange };
}

/** What became of the created objects. */
export interface CleanUp {
  /** How many objects were created by which operation. */
  readonly created: ReadonlyMap<string, number>;
  /** What could not be shown to be gone. */
  readonly residue: readonly Residue[];
}

/** An object that could not be shown to be gone. */
export interface Residue {
  /** What created it. */
  readonly operation: string;
  /** A clause: what was answered when it was to be deleted or read back. */
  readonly message: string;
  /** The check that created it. */
  readonly via: Guarantee;
  readonly exchange?: Exchange;
}

/** Answers seen, judged against the contract as they come: bounded memory, however long the run. */
export interface AnswerLedger {
  /** One entry for each operation and declared response (or undeclared status) that was seen. */
  entries(): readonly AnswerEntry[];
  /** What answers disclosed that the guarantee forbids, the first of each kind for each operation. */
  disclosures(guarantee: Guarantee): readonly AnswerDisclosure[];
}

/** Something in an answer that must not be told. */
export interface AnswerDisclosure {
  readonly operation: string;
  readonly guarantee: Guarantee;
  /** The way of refutation that it belongs to. */
  readonly way: string;
  /** A clause: where it stands and what it is. */
  readonly message: string;
  readonly via: Guarantee;
  readonly exchange: Exchange;
}

/** What is known of one declared response of one operation. */
export interface AnswerEntry {
  readonly operation: string;
  /** The response's key in the contract: `200`, `4XX`, `default`; undefined: no response is declared for the status. */
  readonly declared: string | undefined;
  readonly seen: number;
  /** Each kind of fault once, with the first exchange that showed it. */
  readonly faults: readonly AnswerFault[];
}

/** A way in which an answer breaks its contract. */
export interface AnswerFault {
  readonly message: string;
  readonly via: Guarantee;
  readonly exchange?: Exchange;
}
