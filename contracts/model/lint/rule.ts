import { type Schemas, schemasOf } from "../../schema/compile.ts";
import type { Contract, Response } from "../contract.ts";
import { type Kind, walk } from "../grammar.ts";

/** What a rule for schemas looks at, whatever kind of document they stand in. */
export interface SchemaSubject {
  readonly schemas: Schemas;
  /** Every object of the document, by kind. */
  readonly nodes: readonly LintNode[];
}

/** What a lint rule looks at. */
export interface LintSubject extends SchemaSubject {
  readonly contract: Contract;
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
export interface LintRule<Subject = LintSubject> {
  /** Fixed vocabulary: it stands in results and in the CLI's output. */
  readonly id: string;
  readonly severity: "error" | "warning";
  /** The rule in one line. */
  readonly statement: string;
  find(subject: Subject): Iterable<LintPlace>;
}

/** What could be better in a contract. */
export interface LintFinding extends LintPlace {
  /** `LintRule.id`. */
  readonly rule: string;
  readonly severity: "error" | "warning";
}

/** All that the rules find; a place is told of once for each rule. */
export function findAll<Subject>(rules: readonly LintRule<Subject>[], subject: Subject): LintFinding[] {
  const findings = new Map<string, LintFinding>();
  for (const { id, severity, find } of rules) {
    for (const { pointer, message } of find(subject)) {
      const key = `${id} ${pointer}`;
      if (!findings.has(key)) findings.set(key, { rule: id, severity, pointer, message });
    }
  }
  return [...findings.values()];
}

/** Prepares what the rules for schemas share. */
export function schemaSubject(contract: Pick<Contract, "document" | "source">, root: Kind): SchemaSubject {
  const nodes: LintNode[] = [];
  walk(contract.document, root, "", contract.source, (node, kind, pointer) => nodes.push({ kind, node, pointer }));
  return { schemas: schemasOf(contract), nodes };
}

/** Prepares what all rules share. */
export function lintSubject(contract: Contract): LintSubject {
  const responses = contract.operations.flatMap((operation) =>
    [...operation.responses].map(([status, response]) => ({ operation, status, response })),
  );
  return { ...schemaSubject(contract, "document"), contract, responses };
}

/** True where the operation says what it answers with this status: itself, by its range (`4XX`), or by `default`. */
export function declares(responses: ReadonlyMap<string, Response>, status: string): boolean {
  return responses.has(status) || responses.has(`${status.charAt(0)}XX`) || responses.has("default");
}
