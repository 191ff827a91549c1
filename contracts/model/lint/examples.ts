import { TercetError } from "../../errors.ts";
import type { MediaType, Schema } from "../contract.ts";
import { pointer as join } from "../pointer.ts";
import type { LintPlace, LintRule, LintSubject } from "./rule.ts";

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
    for (const { kind, node, pointer } of subject.nodes) {
      if (kind !== "schema") continue;
      const examples = Array.isArray(node.examples) ? node.examples : [];
      for (const [index, value] of examples.entries()) {
        yield* judge(node as Schema, value, `${pointer}/examples/${index}`, subject);
      }
      if (Object.hasOwn(node, "default")) yield* judge(node as Schema, node.default, `${pointer}/default`, subject);
    }
  },
};

function* judgeExamples({ schema, examples, pointer }: MediaType, subject: LintSubject): Generator<LintPlace> {
  for (const { name, value } of examples) {
    const place = name === "example" ? join("example") : join("examples", name);
    if (schema !== undefined) yield* judge(schema, value, pointer + place, subject);
  }
}

function* judge(schema: Schema, value: unknown, pointer: string, { schemas }: LintSubject): Generator<LintPlace> {
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
