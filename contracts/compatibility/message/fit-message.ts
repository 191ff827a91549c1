import { isObject, type JsonObject } from "../../json.ts";
import type { MessageContract, MessageSchema } from "../../model/asyncapi/message-contract.ts";
import type { Schema } from "../../model/contract.ts";
import { type SchemaError, schemasOf } from "../../schema/compile.ts";
import { contains } from "../../schema/contains.ts";
import { consumerAccepts } from "../consumer/accepts.ts";
import { fixedValues } from "../consumer/fixed-values.ts";
import { essenceOf } from "../consumer/media.ts";
import { viewOf } from "../consumer/view.ts";
import type { Candidate } from "./candidates.ts";
import type { Expected } from "./compare.ts";
import type { MessageFound } from "./comparison-finding.ts";

/** Holds a message of a pact against one of the contract. */
export function fitMessage(
  contract: MessageContract,
  candidate: Candidate,
  expected: Expected,
): readonly MessageFound[] {
  return [
    ...fitContentType(candidate, expected),
    ...fitHeaders(contract, candidate, expected),
    ...fitPayload(contract, candidate, expected),
  ];
}

function fitContentType({ message }: Candidate, { message: { contents }, pointer }: Expected): readonly MessageFound[] {
  if (!("contentType" in contents) || essenceOf(contents.contentType) === essenceOf(message.contentType)) return [];
  return [
    {
      rule: "message.content-type.incompatible",
      pactPointer: `${pointer}/contents`,
      contractPointer: message.pointer,
      message: `The message is ${essenceOf(contents.contentType)}, and ${message.name} is ${essenceOf(message.contentType)}.`,
    },
  ];
}

/** Metadata are headers and more: only those that the contract describes by name are judged. */
function fitHeaders(
  contract: MessageContract,
  { message }: Candidate,
  { message: { metadata }, pointer }: Expected,
): readonly MessageFound[] {
  const schema = jsonSchema(message.headers);
  if (schema === undefined) return [];
  const errors = schemasOf(contract).errors(schema, metadata);
  return errors
    .filter(({ pointer: place }) => place !== "")
    .map((error) => ({
      rule: "message.header.incompatible",
      pactPointer: `${pointer}/metadata${error.pointer}`,
      contractPointer: message.headers?.pointer ?? message.pointer,
      message: `The header ${clause(error)} by the contract of ${message.name}.`,
    }));
}

function fitPayload(
  contract: MessageContract,
  { message }: Candidate,
  { message: { contents, matchingRules }, contentsPointer, way }: Expected,
): readonly MessageFound[] {
  const schema = jsonSchema(message.payload);
  const place = {
    pactPointer: contentsPointer,
    contractPointer: message.payload?.pointer ?? message.pointer,
  };
  if (schema === undefined || contents.kind !== "json") return [];
  const errors = viewOf(contract, way === "sent" ? "response" : "request").errors(schema, contents.value);
  if (errors.length > 0) {
    return errors.map((error) => ({
      rule: "message.payload.incompatible",
      pactPointer: place.pactPointer + error.pointer,
      contractPointer: place.contractPointer,
      message: `The payload is not one of ${message.name}: ${clause(error)}.`,
    }));
  }
  if (way === "received") return [];
  const sent: Schema = { allOf: [schema, fixedValues(contents.value, matchingRules.body)] };
  const accepted = consumerAccepts(contents.value, matchingRules.body, { values: "by-type" });
  const answer = contains({ schema: sent, document: contract.document }, { schema: accepted });
  if (answer.verdict === "contained") return [];
  if (answer.verdict === "unknown") {
    const text = `Whether every ${message.name} is one that the consumer reads could not be decided: ${answer.reason}.`;
    return [{ ...place, rule: "message.payload.undecided", message: text }];
  }
  const { witness } = answer;
  const document = isObject(accepted) ? (accepted as JsonObject) : {};
  const [error] = schemasOf({ document }).errors(accepted, witness);
  const reason = error === undefined ? "" : `: ${clause(error)}`;
  const text = `By its contract ${message.name} may be one that the consumer cannot read${reason}.`;
  return [{ ...place, rule: "message.payload.not-guaranteed", message: text, witness }];
}

function jsonSchema(schema: MessageSchema | undefined): Schema | undefined {
  return schema?.kind === "json" ? schema.schema : undefined;
}

function clause({ pointer, message }: SchemaError): string {
  return `${pointer === "" ? "it" : pointer} ${message}`;
}
