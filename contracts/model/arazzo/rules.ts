import type { JsonObject } from "../../json.ts";
import type { Schema } from "../contract.ts";

/**
 * A service's business rules: an Arazzo 1.0 document, complete. Reusable objects are resolved, and what a workflow says
 * for all of its steps stands in each step. Valid Arazzo that a runner does not support is kept, so that it can say so.
 */
export interface Rules {
  /** The file as the user gave it. */
  readonly source: string;
  readonly title: string;
  readonly document: JsonObject;
  readonly sourceDescriptions: readonly SourceDescription[];
  readonly workflows: readonly Workflow[];
}

/** Arazzo 1.0, Source Description Object: where the operations are described. */
export interface SourceDescription {
  readonly name: string;
  readonly type: "openapi" | "arazzo";
  /** A path (absolute), or an `http:` or `https:` URL, made from the `url` as written. */
  readonly location: string;
}

/** Arazzo 1.0, Workflow Object: one business rule. */
export interface Workflow {
  readonly workflowId: string;
  readonly summary: string;
  readonly description: string;
  /** A `$ref` in it leads into `Rules.document`. */
  readonly inputs?: Schema;
  readonly dependsOn: readonly WorkflowReference[];
  readonly steps: readonly Step[];
  /** Runtime expressions by name. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly pointer: string;
}

/** A workflow of this document, or of the `arazzo` source description that is named. */
export interface WorkflowReference {
  readonly workflowId: string;
  readonly sourceName?: string;
}

/** Arazzo 1.0, Step Object. */
export interface Step {
  readonly stepId: string;
  readonly description: string;
  readonly target: StepTarget;
  readonly parameters: readonly StepParameter[];
  readonly requestBody?: StepRequestBody;
  readonly successCriteria: readonly Criterion[];
  /** The step's own actions first. */
  readonly onSuccess: readonly Action[];
  readonly onFailure: readonly Action[];
  /** Runtime expressions by name. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly pointer: string;
}

/** What a step calls. `sourceName` names the source description; without it there is only one of that type. */
export type StepTarget =
  | { readonly kind: "operationId"; readonly operationId: string; readonly sourceName: string }
  | { readonly kind: "operationPath"; readonly operationPointer: string; readonly sourceName: string }
  | ({ readonly kind: "workflow" } & WorkflowReference);

/** Arazzo 1.0, Parameter Object; without `in` it is an input of the workflow that the step calls. */
export interface StepParameter {
  readonly name: string;
  readonly in?: "path" | "query" | "header" | "cookie";
  /** A constant, a runtime expression, or a value with such embedded. */
  readonly value: unknown;
  readonly pointer: string;
}

/** Arazzo 1.0, Request Body Object. */
export interface StepRequestBody {
  readonly contentType?: string;
  readonly payload?: unknown;
  /** `target` is a JSON Pointer, or an XPath for XML. */
  readonly replacements: readonly { readonly target: string; readonly value: unknown; readonly pointer: string }[];
  readonly pointer: string;
}

/** Arazzo 1.0, Criterion Object. */
export interface Criterion {
  readonly condition: string;
  /** A runtime expression; absent only where the type is `simple`. */
  readonly context?: string;
  readonly type: "simple" | "regex" | "jsonpath" | "xpath";
  /** Of the expression language, as `xpath-20`. */
  readonly version?: string;
  readonly pointer: string;
}

/** Arazzo 1.0, Success Action Object and Failure Action Object (`retry` only there). */
export interface Action {
  readonly name: string;
  readonly type: "end" | "goto" | "retry";
  readonly stepId?: string;
  readonly workflow?: WorkflowReference;
  readonly retryAfterSeconds: number;
  readonly retryLimit: number;
  readonly criteria: readonly Criterion[];
  readonly pointer: string;
}
