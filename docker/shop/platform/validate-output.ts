import { type $ZodType, safeParse } from "zod/v4/core";
import type { OperationDefinition } from "../../../contracts/source/kit/index.ts";
import { contentOf } from "../../../contracts/source/kit/slots.ts";
import type { Answer } from "./answer.ts";

/** Media types in which an operation answers its successes; JSON where it answers nothing. */
export function successMediaTypes(operation: OperationDefinition): readonly string[] {
  const types = Object.entries(operation.responses)
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, response]) => Object.keys(contentOf(response)));
  return types.length === 0 ? ["application/json"] : types;
}

/** What in an answer is not as the contract says; undefined: nothing. */
export function findContractBreach(operation: OperationDefinition, answer: Answer): string | undefined {
  const response = operation.responses[answer.status];
  if (response === undefined) return `status ${answer.status} is not declared`;
  for (const [name, schema] of Object.entries(response.headers ?? {})) {
    const result = safeParse(schema as $ZodType, answer.headers?.[name.toLowerCase()]);
    if (!result.success) return `header ${name} is not as declared`;
  }
  const content = contentOf(response);
  if (answer.body === undefined) return Object.keys(content).length === 0 ? undefined : "the body is missing";
  const schema = content[mediaTypeOf(answer)];
  if (schema === undefined) return `media type ${answer.mediaType} is not declared`;
  const result = safeParse(schema as $ZodType, answer.body);
  if (result.success) return undefined;
  const [issue] = result.error.issues;
  return `the body is not as declared at /${issue?.path.join("/")}: ${issue?.code}`;
}

/** The answer's media type without parameters. */
export function mediaTypeOf({ mediaType = "application/json" }: Answer): string {
  return mediaType.replace(/ *;.*$/, "");
}
