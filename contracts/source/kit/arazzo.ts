import type { Json } from "../../json.ts";

// The part of Arazzo 1.0.1 that business rules are written in; field names are the specification's.

/** A series of steps that proves one rule (Arazzo 1.0.1, 4.6.4). */
export interface Workflow {
  readonly workflowId: string;
  /** The rule in one sentence. */
  readonly summary: string;
  readonly description?: string;
  readonly steps: readonly Step[];
  readonly outputs?: Readonly<Record<string, string>>;
}

/** One call of an operation (4.6.5). */
export interface Step {
  readonly stepId: string;
  readonly operationId: string;
  readonly description?: string;
  /** The role in which it is called; by default the first that the operation allows. */
  readonly "x-tercet-role"?: string;
  readonly parameters?: readonly StepParameter[];
  readonly requestBody?: StepBody;
  readonly successCriteria: readonly Criterion[];
  readonly outputs?: Readonly<Record<string, string>>;
}

/** A parameter's constant or runtime expression (4.6.6). */
export interface StepParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly value: Json;
}

/** A body; `{$…}` in its strings and `replacements` put values of earlier steps in (4.6.14, 4.6.15). */
export interface StepBody {
  readonly contentType: string;
  readonly payload: Json;
  readonly replacements?: readonly { readonly target: string; readonly value: Json }[];
}

/** What must be true of the answer (4.6.12); simple unless a type is given. */
export interface Criterion {
  readonly condition: string;
  readonly context?: string;
  readonly type?: "simple" | "regex";
}
