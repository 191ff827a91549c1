import { describe, expect, it } from "vitest";
import { type Change, changedPayments } from "../../model/asyncapi/fixtures/payments.ts";
import { parseMessageContract } from "../../model/asyncapi/parse.ts";
import { parsePact } from "../../pact/read.ts";
import { type ContractDiff, diffContracts } from "../contract/diff.ts";
import { type Draft, things } from "../contract/testing/things.ts";
import { diffVersions } from "../contract/versions.ts";
import { explainDiff } from "./explain.ts";
import { plainPlace } from "./plain-place.ts";

const explain = async (change: (draft: Draft) => void) => {
  const [before, after] = [await things(), await things(change)];
  return explainDiff(diffContracts(before, after), { http: before }, { http: after }, []);
};

describe("explainDiff", () => {
  it("tells what stops working before what breaks nobody, in words instead of pointers", async () => {
    const { sections } = await explain(({ components: { schemas } }) => {
      schemas.NewThing.required.push("size");
      schemas.Thing.properties.age = { type: "integer" };
      schemas.Thing.description = "A thing.";
    });
    expect(sections.map(({ title }) => title)).toEqual([
      "What stops working",
      "What changes and breaks nobody",
      "What is only described otherwise",
    ]);
    expect(sections[0]?.sentences).toEqual([
      "size of NewThing became required; a request that was valid is now refused (createThing).",
    ]);
  });

  it("counts 200 words a minute", async () => {
    const { words, readingSeconds } = await explain((draft) => {
      delete draft.paths["/v1/health"];
    });
    expect(readingSeconds).toBe(Math.ceil((words * 60) / 200));
  });

  it("splits what takes more than two minutes by capability, what breaks nobody first", async () => {
    const { readingSeconds, split } = await explain(({ paths }) => {
      paths["/v1/things"].post.tags = ["making"];
      paths["/v1/things"].get.tags = ["finding"];
      for (let index = 0; index < 50; index++) {
        paths["/v1/things"].get.parameters.push({ name: `q${index}`, in: "query", schema: { type: "string" } });
        paths["/v1/things"].post.parameters ??= [];
        paths["/v1/things"].post.parameters.push({ name: `p${index}`, in: "query", required: true, schema: {} });
      }
    });
    expect(readingSeconds).toBeGreaterThan(120);
    expect(split.map(({ name, changes, breaking }) => ({ name, changes, breaking }))).toEqual([
      { name: "finding", changes: 51, breaking: 0 },
      { name: "making", changes: 51, breaking: 50 },
    ]);
  });
});

describe("explainDiff, for messages", () => {
  const explainMessages = async (change: Change, description: string) => {
    const [before, after] = [
      await parseMessageContract(
        changedPayments(() => {}),
        "old.json",
      ),
      await parseMessageContract(changedPayments(change), "new.json"),
    ];
    const [diff] = await diffVersions({ messages: before }, { messages: after });
    const contents = { content: { id: "p1" }, contentType: "application/json", encoded: false };
    const pact = parsePact(
      {
        consumer: { name: "books" },
        provider: { name: "payments" },
        interactions: [{ type: "Asynchronous/Messages", description, contents }],
        metadata: { pactSpecification: { version: "4.0" } },
      },
      "books.json",
    );
    return explainDiff(diff as ContractDiff, { messages: before }, { messages: after }, [pact]);
  };

  it("names the operations, and the consumers that use them", async () => {
    const { sections, affected } = await explainMessages((d) => {
      d.components.messages.PaymentSettled.payload.schema.properties.id = { type: "integer" };
    }, "announceSettlement");
    expect(sections[0]?.sentences).toEqual([expect.stringContaining("(announceSettlement).")]);
    expect(affected).toMatchObject([{ consumer: "books", effect: "breaks", operations: ["announceSettlement"] }]);
  });

  it("names those that use what changed, and still fit", async () => {
    const { affected } = await explainMessages((d) => {
      d.components.messages.PaymentSettled.payload.schema.properties.at = { type: "string" };
    }, "announceSettlement");
    expect(affected).toEqual([
      { consumer: "books", effect: "touched", operations: ["announceSettlement"], reasons: [] },
    ]);
  });
});

describe("plainPlace", () => {
  it.each([
    ["/components/schemas/Cart/properties/age", "age of Cart"],
    ["/components/schemas/Cart/properties/items/items/properties/sku/maxLength", "items[].sku.maxLength of Cart"],
    [
      "/paths/~1v1~1carts/post/requestBody/content/application~1json/schema/properties/age",
      "age in the request body of POST /v1/carts",
    ],
    [
      "/paths/~1v1~1carts/get/responses/200/content/application~1json/schema/type",
      "type in the 200 response of GET /v1/carts",
    ],
    [
      "/paths/~1v1~1carts/post/callbacks/paid/{$request.body#~1url}/post/requestBody/content/application~1json/schema/properties/age",
      "age in the request body of the callback paid of POST /v1/carts",
    ],
    ["/webhooks/paid/post/responses/200", "the 200 response of the webhook paid"],
    ["/channels/paid/messages/paid/payload/properties/age", "payload.age in the message paid of the channel paid"],
    ["/channels/paid/parameters/country", "the channel paid"],
    ["/operations/announce/reply", "the operation announce"],
    ["/info/version", "/info/version"],
  ])("tells %s as %s", (pointer, told) => {
    expect(plainPlace(pointer)).toBe(told);
  });
});
