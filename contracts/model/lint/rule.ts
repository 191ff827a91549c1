import { type Schemas, schemasOf } from "../../schema/compile.ts";
import type { Contract, Response } from "../contract.ts";
import { type Kind, walk } from "../grammar.ts";

/** What a lint rule looks at. */
export interface LintSubject {
  readonly contract: Contract;
  readonly schemas: Schemas;
  /** Every object of the document, by kind. */
  readonly nodes: readonly LintNode[];
  /** Every response that an operation can give. */
  readonly responses: readonly LintResponse[];
}

/** An object of the document. */
export interface LintNode {
  readonly kind: Kind;
  readonly node: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/** A response, and the operation that gives it. */
export interface LintResponse {
  readonly operation: Contract["operations"][number];
  readonly status: string;
  readonly response: Response;
}

/** Where a rule is broken, and how that is mended. */
export interface LintPlace {
  /** JSON Pointer (RFC 6901) into `Contract.document`. */
  readonly pointer: string;
  /** One sentence. */
  readonly message: string;
}

/**
 * One rule. An error: the document is broken, or contradicts itself. A warning: it is a contract, but says too little for a
 * guarantee to be proved, or breaks one. Any OpenAPI file that a team has is thus a contract on its first day.
 */
export interface LintRule {
  /** Fixed vocabulary: it stands in results and in the CLI's output. */
  readonly id: string;
  readonly severity: "error" | "warning";
  /** The rule in one line. */
  readonly statement: string;
  find(subject: LintSubject): Iterable<LintPlace>;
}

/** Prepares what all rules share. */
export function lintSubject(contract: Contract): LintSubject {
  const nodes: LintNode[] = [];
  walk(contract.document, "document", "", contract.source, (node, kind, pointer) =>
    nodes.push({ kind, node, pointer }),
  );
  const responses = contract.operations.flatMap((operation) =>
    [...operation.responses].map(([status, response]) => ({ operation, status, response })),
  );
  return { contract, schemas: schemasOf(contract), nodes, responses };
}

/** True where the operation says what it answers with this status: itself, by its range (`4XX`), or by `default`. */
export function declares(responses: ReadonlyMap<string, Response>, status: string): boolean {
  return responses.has(status) || responses.has(`${status.charAt(0)}XX`) || responses.has("default");
}
