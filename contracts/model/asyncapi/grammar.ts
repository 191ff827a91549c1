import { isObject } from "../../json.ts";
import type { Shape } from "../grammar.ts";

/** The kinds of object that AsyncAPI 3 documents are built of, as far as references and schemas hang on them. */
export type AsyncApiKind =
  | "asyncDocument"
  | "asyncComponents"
  | "asyncServer"
  | "asyncSecurityScheme"
  | "serverVariable"
  | "channel"
  | "channelParameter"
  | "messageOperation"
  | "operationTrait"
  | "reply"
  | "replyAddress"
  | "message"
  | "messageTrait"
  | "correlationId"
  | "bindings"
  | "kafkaBinding"
  /** A reference to a schema, or to one of the two below; any other value in its place is a `schema`. */
  | "messageSchema"
  /** A Multi Format Schema Object around JSON Schema. */
  | "formattedSchema"
  /** A Multi Format Schema Object around anything else (Avro, Protobuf …). */
  | "foreignSchema";

const map = (kind: AsyncApiKind): Shape => ({ map: kind });
const list = (kind: AsyncApiKind): Shape => ({ list: kind });

const named = {
  servers: map("asyncServer"),
  channels: map("channel"),
  operations: map("messageOperation"),
} as const;
const described = { headers: "messageSchema", correlationId: "correlationId", bindings: "bindings" } as const;

/** Which member of which object holds which kind (AsyncAPI 3.0, "Schema"). Members that are not named hold data. */
export const asyncApiGrammar: Readonly<Record<AsyncApiKind, Readonly<Record<string, Shape>>>> = {
  asyncDocument: { ...named, components: "asyncComponents" },
  asyncComponents: {
    ...named,
    schemas: map("messageSchema"),
    messages: map("message"),
    securitySchemes: map("asyncSecurityScheme"),
    serverVariables: map("serverVariable"),
    parameters: map("channelParameter"),
    correlationIds: map("correlationId"),
    replies: map("reply"),
    replyAddresses: map("replyAddress"),
    operationTraits: map("operationTrait"),
    messageTraits: map("messageTrait"),
    serverBindings: map("bindings"),
    channelBindings: map("bindings"),
    operationBindings: map("bindings"),
    messageBindings: map("bindings"),
  },
  asyncServer: { variables: map("serverVariable"), security: list("asyncSecurityScheme"), bindings: "bindings" },
  asyncSecurityScheme: {},
  serverVariable: {},
  channel: {
    servers: list("asyncServer"),
    messages: map("message"),
    parameters: map("channelParameter"),
    bindings: "bindings",
  },
  channelParameter: {},
  messageOperation: {
    channel: "channel",
    messages: list("message"),
    security: list("asyncSecurityScheme"),
    traits: list("operationTrait"),
    reply: "reply",
    bindings: "bindings",
  },
  operationTrait: { security: list("asyncSecurityScheme"), bindings: "bindings" },
  reply: { address: "replyAddress", channel: "channel", messages: list("message") },
  replyAddress: {},
  message: { ...described, payload: "messageSchema", traits: list("messageTrait") },
  messageTrait: described,
  correlationId: {},
  bindings: { kafka: "kafkaBinding" },
  kafkaBinding: { key: "messageSchema" },
  messageSchema: {},
  formattedSchema: { schema: "schema" },
  foreignSchema: {},
};

/** The member of `components` that holds each kind which may be referred to (AsyncAPI 3.0, Components Object). */
export const asyncApiSections: Readonly<Partial<Record<AsyncApiKind, string>>> = {
  asyncServer: "servers",
  asyncSecurityScheme: "securitySchemes",
  serverVariable: "serverVariables",
  channel: "channels",
  channelParameter: "parameters",
  messageOperation: "operations",
  operationTrait: "operationTraits",
  reply: "replies",
  replyAddress: "replyAddresses",
  message: "messages",
  messageTrait: "messageTraits",
  correlationId: "correlationIds",
  bindings: "messageBindings",
  messageSchema: "schemas",
};

/** What stands where AsyncAPI wants a schema: see `messageSchema`, `formattedSchema` and `foreignSchema`. */
export function messageSchemaKind(value: unknown): "schema" | "messageSchema" | "formattedSchema" | "foreignSchema" {
  if (!isObject(value)) return "schema";
  if (typeof value.$ref === "string") return "messageSchema";
  if (value.schemaFormat === undefined) return "schema";
  return isJsonSchemaFormat(value.schemaFormat) ? "formattedSchema" : "foreignSchema";
}

function isJsonSchemaFormat(format: unknown): boolean {
  return (
    typeof format === "string" &&
    /^application\/(schema|vnd\.aai\.asyncapi|vnd\.oai\.openapi)(\+json|\+yaml)?\s*(;|$)/i.test(format)
  );
}
