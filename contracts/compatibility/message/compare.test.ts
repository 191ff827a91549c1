import { expect, test } from "vitest";
import { payments } from "../../model/asyncapi/fixtures/payments.ts";
import { parseMessageContract } from "../../model/asyncapi/parse.ts";
import { parsePact } from "../../pact/read.ts";
import { compareMessages } from "./compare.ts";

async function compare(...interactions: object[]) {
  const pact = parsePact(
    {
      consumer: { name: "bookkeeping" },
      provider: { name: "payments" },
      interactions,
      metadata: { pactSpecification: { version: "4.0" } },
    },
    "bookkeeping.pact.json",
  );
  return compareMessages(pact, await parseMessageContract(payments, "payments.json"));
}

const json = (content: unknown, contentType = "application/json") => ({ content, contentType, encoded: false });
const read = (content: unknown, more: object = {}) => ({
  type: "Asynchronous/Messages",
  description: "payment-settled",
  contents: json(content),
  ...more,
});

test("a message that the provider sends fits, whatever the description says", async () => {
  expect(await compare(read({ id: "p1" }))).toEqual([]);
  expect(await compare(read({ id: "p1" }, { description: "a payment was settled" }))).toEqual([]);
  expect(await compare(read({ id: "p1" }, { metadata: { topic: "shop.payment-settled" } }))).toEqual([]);
});

test("a payload that the contract does not allow is an error, with both places", async () => {
  const [finding] = await compare(read({ id: 7 }));
  expect(finding).toEqual({
    rule: "message.payload.incompatible",
    severity: "error",
    interaction: "payment-settled",
    operation: "announceSettlement",
    pactPointer: "/interactions/0/contents/content/id",
    contractPointer: "/components/messages/PaymentSettled/payload/schema",
    message: "The payload is not one of payment-settled: /id must be string.",
  });
});

test("a member that nobody promised is an error", async () => {
  expect(await compare(read({ id: "p1", amount: 3 }))).toMatchObject([
    { rule: "message.payload.incompatible", message: expect.stringContaining("amount") },
  ]);
});

test("what the contract leaves open is a warning, with a message that the consumer cannot read", async () => {
  const [finding, ...more] = await compare(
    read(
      { id: "p1" },
      { matchingRules: { body: { "$.id": { combine: "AND", matchers: [{ match: "regex", regex: "^p\\d+$" }] } } } },
    ),
  );
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ rule: "message.payload.not-guaranteed", severity: "warning" });
  expect(finding?.witness).toMatchObject({ id: expect.not.stringMatching(/^p\d+$/) });
});

test("another content type, and a channel that the provider does not send to, are errors", async () => {
  expect(await compare({ ...read({}), contents: json("a", "text/plain") })).toMatchObject([
    { rule: "message.content-type.incompatible" },
  ]);
  expect(await compare(read({ id: "p1" }, { metadata: { topic: "shop.ch.payment-requested" } }))).toMatchObject([
    { rule: "message.unknown", severity: "error" },
  ]);
});

const asked = (content: unknown, metadata: object = {}, response: object[] = []) => ({
  type: "Synchronous/Messages",
  description: "a payment is asked for",
  request: { contents: json(content, "application/vnd.shop+json"), metadata },
  response,
});

test("what the consumer sends must be one that the provider accepts; a reply one that it gives", async () => {
  const content = { id: "p1", centimes: 5 };
  expect(await compare(asked(content, { replyTo: "a" }, [{ contents: json({}) }]))).toEqual([]);
  expect(await compare(asked({ id: "p1" }, { replyTo: 7 }))).toMatchObject([
    { rule: "message.header.incompatible", pactPointer: "/interactions/0/request/metadata/replyTo" },
    { rule: "message.payload.incompatible", pactPointer: "/interactions/0/request/contents/content" },
  ]);
  expect(await compare(asked(content, {}, [{ contents: json("no object") }]))).toMatchObject([
    { rule: "message.unknown", pactPointer: "/interactions/0/response/0" },
    { rule: "message.payload.incompatible", pactPointer: "/interactions/0/response/0/contents/content" },
  ]);
});

test("the channel's parameters may have their values only", async () => {
  const content = { id: "p1", centimes: 5 };
  expect(await compare(asked(content, { topic: "shop.at.payment-requested" }))).toEqual([]);
  expect(await compare(asked(content, { topic: "shop.fr.payment-requested" }))).toMatchObject([
    { rule: "message.unknown" },
  ]);
});
