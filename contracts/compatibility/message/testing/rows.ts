import type { Change as Edit } from "../../../model/asyncapi/fixtures/payments.ts";

/** A change, how it is told, and what the old contract had; without the last, the fixture as it is. */
export type Row = readonly [title: string, told: string, after: Edit, before?: Edit];

const same: Edit = () => {};
const settled = (document: Parameters<Edit>[0]) => document.components.messages.PaymentSettled;
const settledSchema = (document: Parameters<Edit>[0]) => settled(document).payload.schema;
const requested = (document: Parameters<Edit>[0]) => document.components.messages.PaymentRequested;
const answer = (document: Parameters<Edit>[0]) => document.channels.answers.messages.answer;
const other = { name: "payment-failed", payload: { type: "object", required: ["reason"] } };

/** Changes of what goes over channels, and of who promises what. */
export const messageRows: readonly Row[] = [
  [
    "what is sent may promise more",
    "compatible response response-required-property-added",
    (d) =>
      Object.assign(settledSchema(d), {
        required: ["id", "at"],
        properties: { ...settledSchema(d).properties, at: { type: "string" } },
      }),
  ],
  [
    "what is sent may not promise less",
    "breaking response response-property-became-optional",
    (d) => Object.assign(settledSchema(d), { required: [] }),
  ],
  [
    "what is received may ask for less",
    "compatible request request-property-became-optional",
    (d) => Object.assign(d.components.schemas.Request, { required: ["id"] }),
  ],
  [
    "what is received may not ask for more",
    "breaking request request-required-property-added",
    (d) => {
      d.components.schemas.Request.required = ["id", "centimes", "currency"];
      d.components.schemas.Request.properties.currency = { enum: ["CHF"] };
    },
  ],
  [
    "what is received may not become narrower",
    "breaking request request-limit-changed",
    (d) => Object.assign(d.components.schemas.Request.properties.centimes, { minimum: 10 }),
  ],
  [
    "a reply goes the other way than its request",
    "breaking response response-type-changed",
    (d) => Object.assign(answer(d), { payload: { type: "string" } }),
  ],
  [
    "a header that must be given now",
    "breaking request request-property-became-required",
    (d) => Object.assign(d.components.messageTraits.traced.headers, { required: ["replyTo"] }),
  ],
  [
    "a Kafka key is a schema",
    "breaking request request-type-changed",
    (d) => Object.assign(requested(d).bindings.kafka.key, { type: "integer" }),
  ],
  [
    "other bindings are beyond this program",
    "unknown service bindings-changed",
    (d) => Object.assign(d.channels.paymentSettled, { bindings: { kafka: { partitions: 3 } } }),
  ],
  [
    "another address",
    "breaking response channel-address-changed",
    (d) => Object.assign(d.channels.paymentSettled, { address: "shop.settled" }),
  ],
  [
    "a parameter may be renamed",
    "compatible service documentation-changed",
    (d) => {
      d.channels.paymentRequested.address = "shop.{land}.payment-requested";
      d.channels.paymentRequested.parameters = { land: d.channels.paymentRequested.parameters.country };
    },
  ],
  [
    "a parameter with fewer values",
    "breaking request channel-parameter-narrowed",
    (d) => Object.assign(d.channels.paymentRequested.parameters.country, { enum: ["ch"] }),
  ],
  [
    "a parameter with more values",
    "compatible request channel-parameter-widened",
    (d) => delete d.channels.paymentRequested.parameters.country.enum,
  ],
  ["another host", "compatible service servers-changed", (d) => Object.assign(d.servers.broker, { host: "b.example" })],
  [
    "another content type",
    "breaking response message-content-type-changed",
    (d) => Object.assign(settled(d), { contentType: "application/cbor" }),
  ],
  [
    "the same content type, written otherwise",
    "compatible service documentation-changed",
    (d) => Object.assign(settled(d), { contentType: "Application/JSON;charset=UTF-8" }),
  ],
  [
    "a correlation id",
    "compatible response correlation-id-added",
    (d) => Object.assign(settled(d), { correlationId: { location: "$message.payload#/id" } }),
  ],
  [
    "a correlation id elsewhere",
    "breaking request correlation-id-moved",
    (d) => Object.assign(d.components.messageTraits.traced.correlationId, { location: "$message.header#/replyTo" }),
  ],
  [
    "no correlation id in what is received",
    "compatible request correlation-id-removed",
    (d) => delete d.components.messageTraits.traced.correlationId,
  ],
  [
    "no correlation id in what is sent",
    "breaking response correlation-id-removed",
    same,
    (d) => Object.assign(settled(d), { correlationId: { location: "$message.payload#/id" } }),
  ],
  ["no reply any more", "breaking response reply-removed", (d) => delete d.operations.receivePayment.reply],
  ["a reply", "compatible response reply-added", same, (d) => delete d.operations.receivePayment.reply],
  [
    "a reply that the service waits for",
    "breaking request reply-added",
    (d) => Object.assign(d.operations.announceSettlement, { reply: { address: { location: "$message.payload#/id" } } }),
  ],
  [
    "a reply that goes elsewhere",
    "breaking response reply-address-changed",
    (d) => Object.assign(d.operations.receivePayment.reply.address, { location: "$message.payload#/id" }),
  ],
  [
    "another message that is sent",
    "breaking response message-added",
    (d) => Object.assign(d.channels.paymentSettled.messages, { failed: other }),
  ],
  [
    "another message that is sent, and which old readers know",
    "compatible response message-added",
    (d) =>
      Object.assign(d.channels.paymentSettled.messages, {
        late: { payload: { type: "object", required: ["id"], properties: { id: { const: "x" } } } },
      }),
  ],
  [
    "a message that is no longer sent",
    "breaking response message-removed",
    same,
    (d) => Object.assign(d.channels.paymentSettled.messages, { failed: other }),
  ],
  [
    "another message that is accepted",
    "compatible request message-added",
    (d) => {
      d.channels.paymentRequested.messages.other = other;
      delete d.operations.receivePayment.messages;
    },
  ],
  [
    "a message that is no longer accepted",
    "breaking request message-removed",
    same,
    (d) => {
      d.channels.paymentRequested.messages.other = other;
      delete d.operations.receivePayment.messages;
    },
  ],
  [
    "a message under another key, but of the same name",
    "compatible service documentation-changed",
    (d) => {
      d.channels.paymentSettled.messages = { paid: d.channels.paymentSettled.messages.settled };
    },
  ],
  [
    "an operation that is gone",
    "breaking response message-operation-removed",
    (d) => {
      delete d.operations.announceSettlement;
      delete d.channels.paymentSettled;
    },
  ],
  [
    "an operation under another key",
    "compatible service documentation-changed",
    (d) => {
      d.operations.settle = d.operations.announceSettlement;
      delete d.operations.announceSettlement;
    },
  ],
  [
    "another operation",
    "compatible response message-operation-added",
    (d) => {
      d.channels.failed = { address: "shop.failed", messages: { other } };
      d.operations.fail = { action: "send", channel: { $ref: "#/channels/failed" } };
    },
  ],
  [
    "a channel that nobody uses",
    "compatible service channel-added",
    (d) => Object.assign(d.channels, { failed: { address: "shop.failed" } }),
  ],
  [
    "a channel of which nobody said who sends to it",
    "unknown service channel-removed",
    same,
    (d) => Object.assign(d.channels, { failed: { address: "shop.failed" } }),
  ],
  [
    "a payload in Avro",
    "unknown response message-format-changed",
    (d) => Object.assign(settled(d), { payload: { schemaFormat: "application/vnd.apache.avro", schema: {} } }),
  ],
  [
    "deprecation",
    "compatible service message-deprecated",
    (d) => Object.assign(settled(d), { "x-tercet": { deprecated: true } }),
  ],
  [
    "an operation that is no longer deprecated",
    "compatible service operation-deprecation-withdrawn",
    (d) => Object.assign(d.operations.announceSettlement["x-tercet"], { deprecated: false }),
  ],
  [
    "an earlier sunset",
    "breaking service sunset-advanced",
    (d) => Object.assign(d.operations.announceSettlement, { "x-sunset": "2026-12-31" }),
  ],
  [
    "a later sunset",
    "compatible service sunset-postponed",
    (d) => Object.assign(d.operations.announceSettlement, { "x-sunset": "2027-06-30" }),
  ],
  ["a sunset", "compatible service sunset-announced", same, (d) => delete d.operations.announceSettlement["x-sunset"]],
  [
    "credentials where none were needed",
    "breaking request message-security-required",
    same,
    (d) => delete d.servers.broker.security,
  ],
  ["no credentials", "compatible request message-security-dropped", (d) => delete d.servers.broker.security],
  ["another version", "compatible service version-changed", (d) => Object.assign(d.info, { version: "1.1.0" })],
  ["another service", "unknown service service-renamed", (d) => Object.assign(d.info, { title: "Bills" })],
];
