import { expect, test } from "vitest";
import { type Change, changedPayments, payments } from "./fixtures/payments.ts";
import { lintMessageContract } from "./lint.ts";
import { parseMessageContract } from "./parse.ts";

async function lint(document: unknown) {
  return lintMessageContract(await parseMessageContract(document, "payments.json"));
}

test("finds nothing in a contract that is in order", async () => {
  expect(await lint(payments)).toEqual([]);
});

test.each<[string, string, Change]>([
  [
    "asyncapi /channels/paymentSettled/adress",
    "misspelt member",
    (d) => Object.assign(d.channels.paymentSettled, { adress: "x" }),
  ],
  [
    "schema-valid /components/schemas/Id/type",
    "invalid schema",
    (d) => Object.assign(d.components.schemas.Id, { type: "text" }),
  ],
  [
    "example-valid /components/messages/PaymentRequested/examples/0/payload",
    "payload of an example that does not conform",
    (d) => Object.assign(d.components.messages.PaymentRequested.examples[0].payload, { centimes: 0 }),
  ],
  [
    "example-valid /components/messages/PaymentRequested/examples/0/headers",
    "headers of an example that do not conform",
    (d) => Object.assign(d.components.messages.PaymentRequested.examples[0].headers, { replyTo: 7 }),
  ],
  [
    "example-valid /components/schemas/Id/examples/0",
    "example in a schema that does not conform",
    (d) => Object.assign(d.components.schemas.Id, { examples: [""] }),
  ],
  [
    "payload-described /components/messages/PaymentSettled",
    "message without payload",
    (d) => delete d.components.messages.PaymentSettled.payload,
  ],
  [
    "payload-described /components/messages/PaymentSettled/payload",
    "payload in Avro",
    (d) => Object.assign(d.components.messages.PaymentSettled.payload, { schemaFormat: "application/vnd.apache.avro" }),
  ],
  [
    "json-only /components/messages/PaymentSettled",
    "message that is not JSON",
    (d) => Object.assign(d.components.messages.PaymentSettled, { contentType: "application/xml" }),
  ],
  [
    "message-location /components/messages/PaymentRequested/correlationId",
    "correlation id that the message does not have",
    (d) => Object.assign(d.components.messageTraits.traced.correlationId, { location: "$message.payload#/number" }),
  ],
  [
    "message-location /components/messages/PaymentRequested/correlationId",
    "correlation id that is no expression",
    (d) => Object.assign(d.components.messageTraits.traced.correlationId, { location: "id" }),
  ],
  [
    "message-location /operations/receivePayment/reply/address",
    "address of a reply that the request does not have",
    (d) => Object.assign(d.operations.receivePayment.reply.address, { location: "$message.header#/answerTo" }),
  ],
  [
    "reply-address /operations/receivePayment/reply",
    "reply to nowhere",
    (d) => delete d.operations.receivePayment.reply.address,
  ],
  [
    "sunset-deprecated /operations/announceSettlement",
    "sunset of what is not deprecated",
    (d) => delete d.operations.announceSettlement["x-tercet"].deprecated,
  ],
  [
    "sunset-name /operations/announceSettlement/x-tercet/sunset",
    "sunset by its older name",
    (d) => {
      delete d.operations.announceSettlement["x-sunset"];
      d.operations.announceSettlement["x-tercet"].sunset = "2027-01-31";
    },
  ],
  ["semantic-version /info/version", "version that is none", (d) => Object.assign(d.info, { version: "latest" })],
  [
    "extension-place /channels/answers/x-tercet",
    "x-tercet elsewhere",
    (d) => Object.assign(d.channels.answers, { "x-tercet": {} }),
  ],
  ["channel-used /channels/paymentSettled", "channel that nobody uses", (d) => delete d.operations.announceSettlement],
  [
    "channel-parameter /channels/paymentRequested/parameters/country",
    "parameter that is not in the address",
    (d) => Object.assign(d.channels.paymentRequested, { address: "shop.payment-requested" }),
  ],
  [
    "channel-parameter /channels/paymentSettled",
    "part of an address that is no parameter",
    (d) => Object.assign(d.channels.paymentSettled, { address: "shop.{country}" }),
  ],
  [
    "channel-server /channels/paymentSettled/servers",
    "server of a channel that is none",
    (d) => {
      d.components.servers = { other: d.servers.broker };
      d.channels.paymentSettled.servers = [{ $ref: "#/components/servers/other" }];
    },
  ],
])("%s: %s", async (expected, _, change) => {
  const findings = await lint(changedPayments(change));
  expect(findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([expected]);
  expect(findings[0]?.message).toMatch(/^\S.*\.$/);
});
