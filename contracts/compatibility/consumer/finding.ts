import type { HttpInteraction, Pact } from "../../pact/pact.ts";

/** `error`: the consumer cannot work with a provider that keeps the contract; `warning`: it works only sometimes, or asks for more than is declared. */
export type ComparisonSeverity = "error" | "warning";

/**
 * Every rule of the comparison with its severity. What users of Pactflow's bi-directional comparison know keeps its name
 * and its severity; `not-guaranteed`, `undecided`, `path.incompatible` and `authorization.placeholder` are ours.
 *
 * An example that the contract does not allow is an error: no provider that keeps the contract can answer so. What the
 * contract merely leaves open (an optional member, a null, another text) is a warning, since a provider state may well
 * settle it for this one interaction.
 */
export const comparisonRules = {
  "request.path-or-method.unknown": "error",
  "request.path.incompatible": "error",
  "request.query.incompatible": "error",
  "request.query.unknown": "warning",
  "request.header.incompatible": "error",
  "request.header.unknown": "warning",
  "request.accept.incompatible": "error",
  "request.authorization.missing": "error",
  "request.authorization.placeholder": "warning",
  "request.content-type.incompatible": "error",
  "request.body.incompatible": "error",
  "request.body.unknown": "warning",
  "response.status.unknown": "error",
  "response.header.incompatible": "error",
  "response.header.unknown": "error",
  "response.header.undefined": "warning",
  "response.header.not-guaranteed": "warning",
  "response.content-type.incompatible": "error",
  "response.body.unknown": "error",
  "response.body.incompatible": "error",
  "response.body.not-guaranteed": "warning",
  "response.body.undecided": "warning",
} as const satisfies Record<string, ComparisonSeverity>;

/** The name of a rule. */
export type ComparisonRule = keyof typeof comparisonRules;

/** One way in which a consumer's interaction does not fit its provider's contract. */
export interface ComparisonFinding {
  readonly rule: ComparisonRule;
  readonly severity: ComparisonSeverity;
  /** The interaction's description. */
  readonly interaction: string;
  /** `Operation.id`; absent where the contract has no operation for the request. */
  readonly operation?: string;
  /** JSON Pointer (RFC 6901) into `Pact.document`. */
  readonly pactPointer: string;
  /** JSON Pointer into `Contract.document`. */
  readonly contractPointer: string;
  /** One sentence. */
  readonly message: string;
  /** A response body that the contract allows and this consumer cannot read. */
  readonly witness?: unknown;
}

/** What is found in one interaction, before it is said of which one. */
export type Found = Omit<ComparisonFinding, "severity" | "interaction" | "operation">;

/** An interaction with its pact, and where its parts stand in the file. */
export interface Compared {
  readonly pact: Pact;
  readonly interaction: HttpInteraction;
  /** The pact's interactions with the same operation and status, this one among them. */
  readonly alike: readonly HttpInteraction[];
}

/** The pointer to the content of a body: V4 wraps it, with its content type. */
export function bodyPointer({ pact, interaction }: Compared, side: "request" | "response"): string {
  return `${interaction.pointer}/${side}/body${pact.specification === "4.0" ? "/content" : ""}`;
}
