import {
  type Contract,
  isJson,
  type Operation,
  type Random,
  type Schema,
  schemasOf,
} from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import { schemaBodies } from "./bodies.ts";
import { excessiveBodies } from "./excess.ts";
import type { Input } from "./input.ts";
import { duplicateNames, malformedTexts, wrongEncodings } from "./malformed.ts";
import { missingBodies, wrongMediaTypes } from "./media.ts";
import { parameterInputs } from "./parameters.ts";

/** Every way of refutation by an input; `problem-details` and `state-change` are judged from what came back. */
export const inputWays = [
  "wrong-type",
  "missing-property",
  "extra-property",
  "prototype-key",
  "property-name",
  "boundary",
  "multiple-of",
  "pattern",
  "format",
  "enum",
  "unique-items",
  "one-of",
  "nul-character",
  "lone-surrogate",
  "malformed-json",
  "duplicate-keys",
  "invalid-utf8",
  "over-deep",
  "oversized",
  "wrong-media-type",
  "missing-body",
  "missing-parameter",
  "path-parameter",
  "query-parameter",
  "header-parameter",
] as const;

/** All inputs for an operation, made from a call that it accepts. */
export function inputsFor(contract: Contract, operation: Operation, call: Call, random: Random): Input[] {
  return [
    ...parameterInputs(schemasOf(contract), operation, call, random.fork("parameters")),
    ...bodyInputs(contract, operation, call, random.fork("body")),
  ];
}

/** True where an operation takes something that can be wrong. */
export function takesInput({ parameters, requestBody }: Operation): boolean {
  return requestBody !== undefined || parameters.some(({ in: place }) => place !== "cookie");
}

function bodyInputs(contract: Contract, operation: Operation, { body, mediaType }: Call, random: Random): Input[] {
  const { requestBody } = operation;
  if (requestBody === undefined || body === undefined || mediaType === undefined) return [];
  const missing = requestBody.required ? missingBodies() : [];
  if (!isJson(mediaType)) return missing;
  const schema: Schema = requestBody.content.get(mediaType)?.schema ?? true;
  const schemas = schemasOf(contract);
  return [
    ...schemaBodies(schemas, schema, body, random),
    ...malformedTexts(body),
    ...duplicateNames(body),
    ...wrongEncodings(body),
    ...excessiveBodies(schemas, schema, body),
    ...wrongMediaTypes(operation, body),
    ...missing,
  ];
}
