import { describe, expect, it } from "vitest";
import { diffContracts } from "./diff.ts";
import { type Draft, things } from "./testing/things.ts";

const today = new Date("2026-01-01");
const diff = async (change: (draft: Draft) => void, before: (draft: Draft) => void = () => {}) =>
  diffContracts(
    await things(before),
    await things((draft) => {
      before(draft);
      change(draft);
    }),
    today,
  ).changes;

describe("diffContracts tells the place", () => {
  it("of each operation, where paths differ in the names of their parameters alone", async () => {
    const operation = (operationId: string, name: string) => ({
      operationId,
      parameters: [{ name, in: "path", required: true, schema: { type: "string" } }],
      responses: { 204: { description: "" } },
    });
    const changes = await diff(
      ({ info }) => {
        info.description = "Another one.";
      },
      ({ paths }) => {
        paths["/v1/parcels/{id}"] = { put: operation("putParcel", "id") };
        paths["/v1/parcels/{code}"] = { put: { ...operation("stampParcel", "code"), deprecated: true } };
      },
    );
    expect(changes.map(({ rule }) => rule)).toEqual(["documentation-changed"]);
  });

  it("once for a component, with all operations that use it", async () => {
    const changes = await diff(({ components }) => {
      components.schemas.Thing.properties.size.maximum = 20;
    });
    expect(changes).toEqual([
      expect.objectContaining({
        rule: "response-limit-changed",
        operations: ["listThings", "createThing", "getThing"],
        place: {
          before: "/components/schemas/Thing/properties/size/maximum",
          after: "/components/schemas/Thing/properties/size/maximum",
        },
        message: expect.stringContaining(
          "/components/schemas/Thing/properties/size/maximum has the maximum 20, and had 10",
        ),
      }),
    ]);
  });

  it("for each place by itself", async () => {
    const changes = await diff(({ components: { schemas } }) => {
      schemas.NewThing.properties.name.maxLength = 40;
      schemas.NewThing.properties.size.maximum = 5;
      schemas.NewThing.required.push("size");
    });
    expect(changes.map(({ rule, place }) => `${rule} ${place.after}`).toSorted()).toEqual([
      "request-limit-changed /components/schemas/NewThing/properties/name/maxLength",
      "request-limit-changed /components/schemas/NewThing/properties/size/maximum",
      "request-property-became-required /components/schemas/NewThing/properties/size",
    ]);
  });

  it("in each direction in which a component is used", async () => {
    const changes = await diff(({ components: { schemas } }) => {
      schemas.Owner.properties.email.maxLength = 50;
    });
    expect(changes.map(({ rule, effect }) => `${effect} ${rule}`)).toEqual([
      "breaking request-limit-changed",
      "compatible response-limit-changed",
    ]);
  });

  it("of a branch that was added or removed", async () => {
    const changes = await diff(({ components: { schemas } }) => {
      schemas.Line = { type: "object", required: ["form"], properties: { form: { const: "line" } } };
      for (const name of ["Thing", "NewThing"]) {
        schemas[name].properties.shape.oneOf.push({ $ref: "#/components/schemas/Line" });
      }
    });
    expect(changes.map(({ rule, effect, place }) => `${effect} ${rule} ${place.after}`)).toEqual([
      "breaking response-alternative-added /components/schemas/Thing/properties/shape/oneOf/2",
      "compatible request-alternative-added /components/schemas/NewThing/properties/shape/oneOf/2",
    ]);
  });
});

describe("diffContracts sees that nothing changed", () => {
  it("when a schema is written out, moved into a component, or put together otherwise", async () => {
    const changes = await diff(({ components: { schemas }, paths }) => {
      paths["/v1/things"].post.responses[201].content["application/json"].schema = {
        allOf: [{ $ref: "#/components/schemas/Thing" }, { type: "object" }],
      };
      schemas.NewThing.properties.owner = structuredClone(schemas.Owner);
      schemas.NewThing.properties.kind = { type: "string", enum: ["b", "a"] };
    });
    expect(changes.map(({ effect }) => effect)).not.toContain("breaking");
    expect(changes.map(({ effect }) => effect)).not.toContain("unknown");
  });

  it("when a parameter of the path is called otherwise", async () => {
    const changes = await diff(({ paths }) => {
      paths["/v1/things/{key}"] = JSON.parse(
        JSON.stringify(paths["/v1/things/{id}"]).replace('"name":"id"', '"name":"key"'),
      );
      delete paths["/v1/things/{id}"];
    });
    expect(changes.every(({ effect }) => effect === "compatible")).toBe(true);
    expect(changes.map(({ rule }) => rule)).not.toContain("operation-removed");
  });

  it("when only the order of members differs", async () => {
    const before = await things();
    const after = await things((draft) => {
      draft.paths = Object.fromEntries(Object.entries(draft.paths).reverse());
    });
    expect(diffContracts(before, after).changes).toEqual([]);
  });
});

describe("diffContracts and the end of an operation", () => {
  const remove = (draft: Draft) => {
    delete draft.paths["/v1/things/{id}"].delete;
  };

  it("refuses its removal before its sunset, and allows it after", async () => {
    const [before, after] = [await things(), await things(remove)];
    const rules = (day: string) => diffContracts(before, after, new Date(day)).changes.map(({ rule }) => rule);
    expect(rules("2027-05-31")).toEqual(["operation-removed"]);
    expect(rules("2027-06-01")).toEqual(["operation-removed-after-sunset"]);
  });

  it("refuses it where no day was given, deprecated or not", async () => {
    const changes = await diff(remove, (draft) => {
      delete draft.paths["/v1/things/{id}"].delete["x-sunset"];
    });
    expect(changes.map(({ rule }) => rule)).toEqual(["operation-removed"]);
  });

  it("reads the day from a Sunset header of the answers", async () => {
    const [before, after] = [
      await things((draft) => {
        const operation = draft.paths["/v1/things/{id}"].delete;
        delete operation["x-sunset"];
        operation.responses[204].headers = { Sunset: { schema: { const: "Tue, 01 Jun 2027 00:00:00 GMT" } } };
      }),
      await things(remove),
    ];
    const rules = (day: string) => diffContracts(before, after, new Date(day)).changes.map(({ rule }) => rule);
    expect(rules("2027-05-31")).toEqual(["operation-removed"]);
    expect(rules("2027-06-02")).toEqual(["operation-removed-after-sunset"]);
  });
});
