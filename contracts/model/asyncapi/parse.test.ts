import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { schemasOf } from "../../schema/compile.ts";
import { type Change, changedPayments, payments } from "./fixtures/payments.ts";
import { loadMessageContract } from "./load.ts";
import type { Message } from "./message-contract.ts";
import { parseMessageContract } from "./parse.ts";

const parse = (document: unknown) => parseMessageContract(document, "payments.json");

test("reads channels, operations and messages, traits merged and references followed", async () => {
  const contract = await parse(payments);
  expect(contract).toMatchObject({
    service: "payments",
    version: "1.0.0",
    servers: [{ name: "broker", address: "{region}.broker.example:9092", protocol: "kafka", protocolVersion: "3.5.0" }],
  });
  expect(contract.servers[0]?.security).toEqual([{ scheme: { type: "scramSha512" }, scopes: [] }]);
  const [requested, settled, answers] = contract.channels;
  expect(requested).toMatchObject({
    address: "shop.{country}.payment-requested",
    parameters: [{ name: "country", values: ["ch", "at"], default: "ch" }],
    servers: ["broker"],
  });
  expect(requested?.messages[0]).toMatchObject({
    id: "requested",
    name: "requested",
    contentType: "application/vnd.shop+json",
    correlationId: "$message.payload#/id",
    key: { kind: "json", schema: { type: "string" } },
    examples: [{ name: "plain", payload: { id: "p1", centimes: 1250 }, headers: { replyTo: "answers.7" } }],
    life: { deprecated: false },
    pointer: "/components/messages/PaymentRequested",
  });
  expect(settled?.messages[0]).toMatchObject({ name: "payment-settled", contentType: "application/json" });
  expect(answers?.address).toBeNull();
  expect(contract.operations).toMatchObject([
    {
      id: "receivePayment",
      action: "receive",
      channel: { id: "paymentRequested" },
      reply: { address: "$message.header#/replyTo", channel: { id: "answers" }, messages: [{ id: "answer" }] },
    },
    { id: "announceSettlement", action: "send", life: { deprecated: true, sunset: "2027-01-31" } },
  ]);
});

test("a payload is judged by its schema, whose references lead into the document", async () => {
  const contract = await parse(payments);
  const payload = contract.channels[0]?.messages[0]?.payload;
  const schemas = schemasOf(contract);
  expect(payload?.kind === "json" && schemas.errors(payload.schema, { id: "a", centimes: 1 })).toEqual([]);
  expect(payload?.kind === "json" && schemas.errors(payload.schema, { id: "", centimes: 0 })).toHaveLength(2);
});

async function payloadOf(payload: unknown): Promise<Message["payload"]> {
  const contract = await parse(
    changedPayments((document) => {
      document.components.messages.PaymentSettled.payload = payload;
    }),
  );
  return contract.channels[1]?.messages[0]?.payload;
}

test.each<[string, unknown, unknown]>([
  [
    "AsyncAPI's own schema is draft 7: a list of items is a tuple, and nothing beside a $ref counts",
    { items: [{ $ref: "#/components/schemas/Id", minLength: 9 }], additionalItems: false, dependencies: { a: ["b"] } },
    {
      prefixItems: [{ $ref: "#/components/schemas/Id" }],
      items: false,
      dependentRequired: { a: ["b"] },
    },
  ],
  [
    "a schema in 2020-12 stays as it is",
    {
      schemaFormat: "application/schema+json;version=2020-12",
      schema: { $ref: "#/components/schemas/Id", minLength: 9 },
    },
    { $ref: "#/components/schemas/Id", minLength: 9 },
  ],
  [
    "a schema of OpenAPI 3.0 is lifted as there",
    { schemaFormat: "application/vnd.oai.openapi+json;version=3.0.0", schema: { type: "string", nullable: true } },
    { type: ["string", "null"] },
  ],
  [
    "a stated $schema counts",
    { $schema: "https://json-schema.org/draft/2020-12/schema", $ref: "#/components/schemas/Id", minLength: 2 },
    { type: "string", minLength: 1 },
  ],
])("%s", async (_, payload, schema) => {
  expect(await payloadOf(payload)).toMatchObject({ kind: "json", schema });
});

test("a schema of another format is kept, and not taken for JSON Schema", async () => {
  const schema = { type: "record", name: "Settled", fields: [{ name: "id", type: "string" }] };
  const payload = { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema };
  expect(await payloadOf(payload)).toEqual({
    kind: "foreign",
    format: payload.schemaFormat,
    schema,
    pointer: "/components/messages/PaymentSettled/payload",
  });
});

test.each<[string, Change, string]>([
  [
    "a broken structure",
    (document) => {
      document.operations.receivePayment.action = "publish";
    },
    "payments.json at /operations/receivePayment/action",
  ],
  [
    "a missing channel",
    (document) => {
      delete document.operations.receivePayment.channel;
    },
    "payments.json at /operations/receivePayment/channel: is missing; add it",
  ],
  [
    "a message of another channel",
    (document) => {
      document.operations.receivePayment.messages = [{ $ref: "#/channels/paymentSettled/messages/settled" }];
    },
    "payments.json at /operations/receivePayment/messages/0/$ref: the $ref",
  ],
  [
    "a reference to nothing",
    (document) => {
      document.components.messages.PaymentRequested.payload.$ref = "#/components/schemas/Lost";
    },
    '/components/messages/PaymentRequested/payload/$ref: the $ref "#/components/schemas/Lost" names nothing',
  ],
  [
    "references in a circle",
    (document) => {
      document.components.messages.PaymentSettled = { $ref: "#/components/messages/PaymentSettled" };
    },
    "leads back to itself",
  ],
  [
    "a sunset that is no day",
    (document) => {
      document.operations.announceSettlement["x-sunset"] = "soon";
    },
    '/operations/announceSettlement/x-sunset: "soon" is no day',
  ],
  [
    "a schema where none may stand",
    (document) => {
      document.components.messages.PaymentSettled.payload = "text";
    },
    "/components/messages/PaymentSettled/payload: must be a schema",
  ],
])("refuses %s, with its place", async (_, change, message) => {
  await expect(parse(changedPayments(change))).rejects.toThrow(message);
});

test("a sunset is read by its older name as well, and may be an instant", async () => {
  const sunsetOf = async (change: Change) => (await parse(changedPayments(change))).operations[1]?.life.sunset;
  const older = sunsetOf((d) => {
    delete d.operations.announceSettlement["x-sunset"];
    d.operations.announceSettlement["x-tercet"].sunset = "2028-01-31";
  });
  const instant = sunsetOf((d) =>
    Object.assign(d.operations.announceSettlement, { "x-sunset": "2029-01-31T23:00:00Z" }),
  );
  expect(await Promise.all([older, instant])).toEqual(["2028-01-31", "2029-01-31"]);
});

test("AsyncAPI 2 is refused, and the sentence says how to convert it", async () => {
  await expect(parse({ ...payments, asyncapi: "2.6.0" })).rejects.toThrow(
    /at \/asyncapi: version 2\.6\.0 is not read; convert it, .*--target-version 3\.0\.0.* \(rule: asyncapi-version\)\.$/,
  );
  await expect(parse({ ...payments, asyncapi: "4.0.0" })).rejects.toThrow('version "4.0.0" is not known');
  await expect(parse({ openapi: "3.1.0" })).rejects.toThrow("no AsyncAPI document");
  await expect(parse(null)).rejects.toThrow("no AsyncAPI document");
});

test("a document in YAML that is spread over files is bundled", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tercet-asyncapi-"));
  try {
    await writeFile(
      join(folder, "asyncapi.yaml"),
      [
        "asyncapi: 3.0.0",
        "info: { title: Letters, version: 1.0.0 }",
        "channels:",
        "  letters: { address: letters, messages: { letter: { $ref: 'messages.yaml#/letter' } } }",
        "operations:",
        "  send: { action: send, channel: { $ref: '#/channels/letters' }, messages: [{ $ref: '#/channels/letters/messages/letter' }] }",
      ].join("\n"),
    );
    await writeFile(
      join(folder, "messages.yaml"),
      "letter: { payload: { $ref: '#/schemas/Letter' } }\nschemas: { Letter: { type: string, maxLength: 9 } }\n",
    );
    const contract = await loadMessageContract(join(folder, "asyncapi.yaml"));
    expect(contract.operations[0]?.messages[0]).toMatchObject({
      id: "letter",
      pointer: "/components/messages/letter",
      payload: { schema: { type: "string", maxLength: 9 } },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
