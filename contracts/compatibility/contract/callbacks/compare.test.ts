import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../json.ts";
import type { Contract, Schema } from "../../../model/contract.ts";
import { parseContract } from "../../../model/parse.ts";
import { resolvePointer } from "../../../model/pointer.ts";
import { schemasOf } from "../../../schema/compile.ts";
import type { Change } from "../../change.ts";
import { diffContracts } from "../diff.ts";
import { changeRules } from "../rules.ts";
import type { Draft } from "../testing/things.ts";

/** A webhook and a callback with one of everything that can change. */
function parcelsDocument(): Draft {
  const sent = (operationId: string) => ({
    operationId,
    parameters: [
      { name: "attempt", in: "query", required: true, schema: { type: "integer", minimum: 1 } },
      { name: "X-Trace", in: "header", schema: { type: "string" } },
    ],
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: { $ref: "#/components/schemas/Parcel" } },
        "application/xml": { schema: { type: "string" } },
      },
    },
    responses: {
      200: {
        description: "Read.",
        headers: { "X-Receiver": { schema: { type: "string" } } },
        content: { "application/json": { schema: { $ref: "#/components/schemas/Receipt" } } },
      },
      202: { description: "Read later." },
      410: { description: "No more, please." },
    },
  });
  return {
    openapi: "3.1.0",
    info: { title: "Parcels", version: "1.0.0" },
    security: [{ token: [] }],
    paths: {
      "/v1/parcels": {
        post: {
          operationId: "createParcel",
          responses: { 201: { description: "Made." } },
          callbacks: { arrived: { "{$request.body#/url}": { post: sent("tellArrival") } } },
        },
      },
    },
    webhooks: { lost: { post: { ...sent("tellLoss"), security: [{ token: [] }] } } },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" }, key: { type: "apiKey", in: "header", name: "K" } },
      schemas: {
        Parcel: {
          type: "object",
          required: ["id"],
          properties: { id: { type: "string" }, state: { enum: ["there", "lost"] } },
        },
        Receipt: { type: "object", properties: { seconds: { type: "integer", maximum: 60 } } },
      },
    },
  };
}

const parcels = (change: (draft: Draft) => void = () => {}) => {
  const draft = parcelsDocument();
  change(draft);
  return parseContract(draft as JsonObject, "parcels.json");
};
const webhook = (draft: Draft) => draft.webhooks.lost.post;
const callbackOf = (draft: Draft) => draft.paths["/v1/parcels"].post.callbacks.arrived;
const callback = (draft: Draft) => callbackOf(draft)["{$request.body#/url}"].post;
const told = (changes: readonly Change[]) =>
  changes.map(({ effect, direction, rule }) => `${effect} ${direction} ${rule}`);

type Row = readonly [title: string, change: (sent: Draft, draft: Draft) => void, forwards: string, backwards: string];

const rows: readonly Row[] = [
  [
    "a promised parameter",
    (sent) => sent.parameters.shift(),
    "breaking response callback-part-removed",
    "compatible response callback-part-added",
  ],
  [
    "a parameter that could be missing",
    (sent) => sent.parameters.pop(),
    "compatible response callback-part-removed",
    "compatible response callback-part-added",
  ],
  [
    "the promise of a parameter",
    (sent) => {
      sent.parameters[0].required = false;
    },
    "breaking response callback-part-became-optional",
    "compatible response callback-part-became-required",
  ],
  [
    "a limit of a parameter",
    (sent) => {
      sent.parameters[0].schema.minimum = 0;
    },
    "breaking response response-limit-changed",
    "compatible response response-limit-changed",
  ],
  [
    "the type of a parameter",
    (sent) => {
      sent.parameters[0].schema = { type: "string" };
    },
    "breaking response response-type-changed",
    // A number is a text on the wire, but not every text is a number.
    "compatible response response-type-changed",
  ],
  [
    "the body",
    (sent) => {
      delete sent.requestBody;
    },
    "breaking response callback-part-removed",
    "compatible response callback-part-added",
  ],
  [
    "the promise of a body",
    (sent) => {
      sent.requestBody.required = false;
    },
    "breaking response callback-part-became-optional",
    "compatible response callback-part-became-required",
  ],
  [
    "a media type that is sent",
    (sent) => {
      delete sent.requestBody.content["application/xml"];
    },
    "compatible response callback-media-type-removed",
    "breaking response callback-media-type-added",
  ],
  [
    "a value that is sent",
    (_, draft) => {
      draft.components.schemas.Parcel.properties.state.enum.push("stolen");
    },
    "breaking response response-enum-value-added",
    "compatible response response-enum-value-removed",
  ],
  [
    "a member that is sent",
    (_, draft) => {
      draft.components.schemas.Parcel.required = [];
    },
    "breaking response response-property-became-optional",
    "compatible response response-property-became-required",
  ],
  [
    "a success that may be answered",
    (sent) => {
      delete sent.responses[202];
    },
    "breaking request callback-answer-removed",
    "compatible request callback-answer-added",
  ],
  [
    "a failure that may be answered",
    (sent) => {
      delete sent.responses[410];
    },
    "compatible request callback-answer-removed",
    "compatible request callback-answer-added",
  ],
  [
    "a limit of the answer",
    (_, draft) => {
      draft.components.schemas.Receipt.properties.seconds.maximum = 30;
    },
    "breaking request request-limit-changed",
    "compatible request request-limit-changed",
  ],
  [
    "a header of the answer",
    (sent) => {
      sent.responses[200].headers["X-Receiver"].required = true;
    },
    "breaking request callback-answer-header-required",
    "compatible request callback-answer-header-changed",
  ],
  [
    "a media type of the answer",
    (sent) => {
      sent.responses[200].content["text/plain"] = { schema: { type: "string" } };
    },
    "compatible request callback-answer-media-type-added",
    "breaking request callback-answer-media-type-removed",
  ],
  [
    "a description",
    (sent) => {
      sent.summary = "Tells it.";
    },
    "compatible service documentation-changed",
    "compatible service documentation-changed",
  ],
  [
    "deprecation",
    (sent) => {
      sent.deprecated = true;
    },
    "compatible service operation-deprecated",
    "compatible service operation-deprecation-withdrawn",
  ],
];

/** A witness is valid for who sends it and refused by who reads it, as far as its body tells. */
function judgeBody(from: Contract, to: Contract, { witness, rule }: Change): void {
  if (witness?.kind !== "request" && witness?.kind !== "response") return;
  const [name, sender, reader] = witness.kind === "request" ? ["Parcel", to, from] : ["Receipt", from, to];
  const errors = (contract: Contract) => {
    const schema = resolvePointer(contract.document, `/components/schemas/${name}`) as Schema;
    return schemasOf(contract).errors(schema, witness.body);
  };
  const isJson = witness.headers["content-type"] === "application/json";
  if (isJson) expect(errors(sender as Contract)).toEqual([]);
  if (/^(response-(enum|property)|request-limit)/.test(rule))
    expect(errors(reader as Contract).length).toBeGreaterThan(0);
}

describe.each([
  ["webhook", webhook, "tellLoss"],
  ["callback", callback, "createParcel"],
] as const)("diffContracts compares a %s", (_, part, operation) => {
  it.each(rows)("by who sends it: %s", async (_title, change, forwards, backwards) => {
    const [before, after] = [await parcels(), await parcels((draft) => change(part(draft), draft))];
    for (const [from, to, expected] of [
      [before, after, forwards],
      [after, before, backwards],
    ] as const) {
      const { changes } = diffContracts(from, to);
      expect(told(changes)).toEqual([expected]);
      for (const each of changes) {
        expect(each.operations).toContain(operation);
        expect(each.witness === undefined).toBe(each.effect !== "breaking");
        expect(each.message).toMatch(/^\S.*\.$/);
        expect(changeRules[each.rule]).toMatchObject({ direction: each.direction });
        judgeBody(from, to, each);
      }
    }
  });
});

describe("diffContracts compares what the service sends", () => {
  it("as whole requests, whose address is known at run time only", async () => {
    const { changes } = diffContracts(
      await parcels(),
      await parcels((draft) => draft.components.schemas.Parcel.properties.state.enum.push("stolen")),
    );
    expect(changes[0]?.witness).toMatchObject({
      kind: "request",
      method: "POST",
      path: expect.stringMatching(/^\{\$request\.body#\/url\}\?attempt=\d+$/),
      headers: { "content-type": "application/json" },
      body: { state: "stolen" },
    });
    expect(changes[0]?.operations).toEqual(["createParcel", "tellLoss"]);
    expect(changes[0]?.message).toMatch(/a request may now be one that an old consumer cannot read\.$/);
  });

  it("by its name, though it goes to an address that is given elsewhere", async () => {
    const { changes } = diffContracts(
      await parcels(),
      await parcels((draft) => {
        const operations = callbackOf(draft);
        operations["{$request.query.url}"] = operations["{$request.body#/url}"];
        delete operations["{$request.body#/url}"];
      }),
    );
    expect(told(changes)).toEqual(["breaking response callback-address-changed"]);
    expect(changes[0]?.witness).toMatchObject({ promised: { address: "{$request.body#/url}" } });
  });

  it("until the day of its sunset", async () => {
    const announced = await parcels((draft) => {
      webhook(draft)["x-sunset"] = "2027-01-31";
    });
    const gone = await parcels((draft) => {
      delete draft.webhooks;
    });
    const on = (day: string) => told(diffContracts(announced, gone, new Date(day)).changes);
    expect(on("2027-01-30")).toEqual(["breaking response callback-removed"]);
    expect(on("2027-01-31")).toEqual(["compatible response callback-removed"]);
    expect(told(diffContracts(gone, announced).changes)).toEqual(["compatible response callback-added"]);
  });

  it("with credentials that an old receiver knows", async () => {
    const [before, after] = [await parcels(), await parcels((draft) => webhook(draft).security.push({ key: [] }))];
    expect(told(diffContracts(before, after).changes)).toEqual(["breaking response callback-security-changed"]);
    expect(diffContracts(before, after).changes[0]?.witness).toMatchObject({ credentials: [{ scheme: "key" }] });
    expect(told(diffContracts(after, before).changes)).toEqual(["compatible response callback-security-changed"]);
  });

  it("and says what cannot be read", async () => {
    const broken = (status: string) =>
      parcels((draft) => {
        webhook(draft).responses = { [status]: { description: "" } };
      });
    const { changes } = diffContracts(await broken("odd"), await broken("strange"));
    expect(told(changes)).toEqual(["unknown response callback-changed"]);
    expect(changes[0]?.message).toContain('"odd" is no status');
  });
});
