import { expect, test } from "vitest";
import { parseContract } from "../model/parse.ts";
import { generateClient } from "./generate.ts";
import { compile, runtime } from "./testing/compile.ts";
import { oddDocuments } from "./testing/odd-documents.ts";

const generate = async (document: unknown, source = "odd.json") =>
  generateClient(await parseContract(document, source), { runtime });

test("what is generated compiles strictly, whatever the document holds", async () => {
  const files: Record<string, string> = {};
  for (const [index, document] of Object.values(oddDocuments).entries()) {
    // Each is a service of its own, as it would be in one program.
    const named = { ...document, "x-tercet": { service: `odd-${index}` } };
    files[`client-${index}.ts`] = await generate(named);
  }
  const found = Object.values(await compile(files));
  expect(Object.fromEntries(Object.keys(oddDocuments).map((name, index) => [name, found[index]]))).toEqual(
    Object.fromEntries(Object.keys(oddDocuments).map((name) => [name, []])),
  );
});

function parcels(major: number, parcel: object): object {
  const schema = { $ref: "#/components/schemas/Parcel" };
  const content = { "application/json": { schema } };
  const type = (value: string, more: object = {}) => ({
    type: "object",
    required: Object.keys(more),
    properties: { type: { const: value }, ...more },
  });
  return {
    openapi: "3.1.0",
    info: { title: "Parcels", version: `${major}.0.0` },
    paths: {
      [`/v${major}/parcels`]: {
        post: {
          operationId: "sendParcel",
          requestBody: { required: true, content },
          responses: {
            "201": { description: "", content },
            "422": {
              description: "",
              content: {
                "application/problem+json": {
                  schema: {
                    oneOf: [type("urn:too-heavy", { maximumGrams: { type: "integer" } }), type("urn:too-late")],
                  },
                },
              },
            },
          },
        },
      },
    },
    components: { schemas: { Parcel: parcel } },
  };
}
const first = parcels(1, { type: "object", required: ["grams"], properties: { grams: { type: "integer" } } });
const second = parcels(2, {
  type: "object",
  required: ["id", "kilograms"],
  properties: { id: { type: "string", readOnly: true }, kilograms: { type: "number" } },
});

/** A program with both major versions and these lines. */
async function judge(lines: string): Promise<string[]> {
  const program = `
    import type { Clients, ClientOf } from ${JSON.stringify(runtime.replace("runtime.ts", "clients.ts"))};
    import type { Clients as Registered } from ${JSON.stringify(runtime)};
    import * as v1 from "./parcels.v1.ts";
    import * as v2 from "./parcels.v2.ts";
    declare const transport: Parameters<typeof v1.parcelsClient>[0];
    const old = v1.parcelsClient(transport);
    const now = v2.parcelsClient(transport);
    const registered: [Registered["parcels@1"], Registered["parcels@2"]] = [old, now];
    export { old, now, registered, type Clients, type ClientOf };
    export async function use(): Promise<unknown> { ${lines} }`;
  const files = { "parcels.v1.ts": await generate(first), "parcels.v2.ts": await generate(second), "use.ts": program };
  const { "use.ts": use, ...clients } = await compile(files);
  expect(clients).toEqual({ "parcels.v1.ts": [], "parcels.v2.ts": [] });
  return use ?? [];
}

test("several major versions stand side by side in one program", async () => {
  expect(
    await judge(`
      const parcel = await old.sendParcel({ grams: 1 });
      const range: ClientOf<"parcels", "^2"> = now;
      return [range, await now.sendParcel({ kilograms: parcel.grams / 1000 }, { deadlineMilliseconds: 500 })];`),
  ).toEqual([]);
});

test("what fits one version is not taken for the other", async () => {
  expect(await judge("return now.sendParcel({ grams: 1 });")).toEqual([
    expect.stringContaining("'grams' does not exist"),
  ]);
  expect(await judge('return now.sendParcel({ id: "1", kilograms: 1 });')).toEqual([
    expect.stringContaining("'id' does not exist"),
  ]);
  expect(await judge('const range: ClientOf<"parcels", "~1.2"> = now; return range;')).toHaveLength(1);
});

test("refusals are told apart by their slug, and each has its own members", async () => {
  const refused = (line: string) => `
    try { return await old.sendParcel({ grams: 1 }); } catch (error) {
      if (!v1.isParcelsRefusal(error)) throw error;
      switch (error.slug) {
        case "too-heavy": return ${line};
        case "too-late": return error.detail;
        default: { const never: never = error; return never; }
      }
    }`;
  expect(await judge(refused("error.problem.maximumGrams.toFixed()"))).toEqual([]);
  expect(await judge(refused("error.problem.maximumGrammes"))).toEqual([expect.stringContaining("maximumGrammes")]);
});
