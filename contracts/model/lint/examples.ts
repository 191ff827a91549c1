import { TercetError } from "../../errors.ts";
import type { MediaType, Schema } from "../contract.ts";
import { pointer as join } from "../pointer.ts";
import type { LintPlace, LintRule, LintSubject, SchemaSubject } from "./rule.ts";

/** Every example and default conforms to its schema. */
export const exampleValid: LintRule = {
  id: "example-valid",
  severity: "error",
  statement: "every example and default conforms to its schema",
  *find(subject) {
    for (const { parameters, requestBody, responses } of subject.contract.operations) {
      const contents = [requestBody?.content, ...[...responses.values()].map(({ content }) => content)];
      const mediaTypes = contents.flatMap((content) => [...(content?.values() ?? [])]);
      for (const holder of [...parameters, ...mediaTypes]) yield* judgeExamples(holder, subject);
    }
    yield* judgeSchemaExamples(subject);
  },
};

/** Judges the examples and defaults that stand in schemas. */
export function* judgeSchemaExamples(subject: SchemaSubject): Generator<LintPlace> {
  for (const { kind, node, pointer } of subject.nodes) {
    if (kind !== "schema") continue;
    const examples = Array.isArray(node.examples) ? node.examples : [];
    for (const [index, value] of examples.entries()) {
      yield* judgeExample(node as Schema, value, `${pointer}/examples/${index}`, subject);
    }
    if (Object.hasOwn(node, "default")) {
      yield* judgeExample(node as Schema, node.default, `${pointer}/default`, subject);
    }
  }
}

function* judgeExamples({ schema, examples, pointer }: MediaType, subject: LintSubject): Generator<LintPlace> {
  for (const { name, value } of examples) {
    const place = name === "example" ? join("example") : join("examples", name);
    if (schema !== undefined) yield* judgeExample(schema, value, pointer + place, subject);
  }
}

/** Judges one example; `pointer` is where it stands. */
export function* judgeExample(
  schema: Schema,
  value: unknown,
  pointer: string,
  { schemas }: SchemaSubject,
): Generator<LintPlace> {
  try {
    const [error] = schemas.errors(schema, value);
    if (error === undefined) return;
    const place = error.pointer === "" ? "it" : error.pointer;
    yield { pointer, message: `The example does not conform to its schema: ${place} ${error.message}.` };
  } catch (error) {
    // An unusable schema is the finding of `schema-valid`.
    if (!(error instanceof TercetError)) throw error;
  }
}
