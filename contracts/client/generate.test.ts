import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { parseContract } from "../model/parse.ts";
import { generateClient } from "./generate.ts";

const document = {
  openapi: "3.1.0",
  info: { title: "Parcel Desk", version: "2.0.0" },
  paths: {
    "/v2/parcels": {
      get: {
        operationId: "listParcels",
        summary: "Lists parcels",
        parameters: [
          { name: "page-size", in: "query", schema: { type: "integer" } },
          { name: "traceparent", in: "header", schema: { type: "string" } },
        ],
        responses: {
          "200": {
            description: "",
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Parcel" } } },
            },
          },
        },
      },
      post: {
        operationId: "sendParcel",
        parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Parcel" } } },
        },
        responses: {
          "201": {
            description: "",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Parcel" } } },
          },
          "422": {
            description: "",
            content: {
              "application/problem+json": {
                schema: { type: "object", properties: { type: { const: "urn:problem:too-heavy" } } },
              },
            },
          },
        },
      },
    },
    "/v2/parcels/{parcelId}": {
      delete: {
        operationId: "dropParcel",
        parameters: [{ name: "parcelId", in: "path", required: true, schema: { type: "string" } }],
        responses: { "204": { description: "" } },
      },
    },
  },
  components: {
    schemas: { Parcel: { type: "object", required: ["grams"], properties: { grams: { type: "integer" } } } },
  },
};
const contract = () => parseContract(structuredClone(document), "parcels.json");

test("gives business objects only: no header, status, token or idempotency key in any signature", async () => {
  const source = generateClient(await contract());
  expect(source).toContain('import { type ClientDefinition, createClient, type Transport } from "tercet";');
  const methods = source.slice(source.indexOf("export interface ParcelDeskClient"), source.indexOf("declare module"));
  expect(methods).toBe(`export interface ParcelDeskClient {
  /** Lists parcels */
  listParcels(parameters?: { "page-size"?: number }): Promise<Parcel[]>;

  sendParcel(body: Parcel): Promise<Parcel>;

  dropParcel(parameters: { parcelId: string }): Promise<void>;
}

`);
  expect(source).toContain('export type ParcelDeskRefusal =\n  | "too-heavy";');
});

const runtime = new URL("runtime.ts", import.meta.url).pathname;

test("what is generated compiles, and wrong use of it does not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tercet-client-"));
  try {
    await writeFile(join(folder, "client.ts"), generateClient(await contract(), { runtime }));
    const use = (line: string) => `import { parcelDeskClient } from "./client.ts";
      import type { Clients } from ${JSON.stringify(runtime)};
      declare const clients: Clients;
      const desk: Clients["parcel-desk"] = parcelDeskClient(async () => ({ status: 200, body: undefined }));
      void clients; ${line}`;
    await writeFile(
      join(folder, "right.ts"),
      use('void desk.sendParcel({ grams: 1 }); void desk.dropParcel({ parcelId: "1" });'),
    );
    await writeFile(join(folder, "wrong.ts"), use('void desk.sendParcel({ grams: "1" });'));
    const program = ts.createProgram(
      ["right.ts", "wrong.ts"].map((name) => join(folder, name)),
      {
        strict: true,
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2024,
        allowImportingTsExtensions: true,
        noEmit: true,
        skipLibCheck: true,
        types: [],
        lib: ["lib.es2024.d.ts"],
      },
    );
    const diagnostics = ["client.ts", "right.ts", "wrong.ts"].map((name) => {
      const file = program.getSourceFile(join(folder, name));
      return ts
        .getPreEmitDiagnostics(program, file)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    });
    expect(diagnostics).toEqual([[], [], [expect.stringContaining("'string' is not assignable to type 'number'")]]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the same contract gives the same text", async () => {
  expect(generateClient(await contract())).toBe(generateClient(await contract()));
});

test("an operation without a usable operationId is refused, with its place", async () => {
  const nameless = structuredClone(document) as unknown as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  delete nameless.paths["/v2/parcels"]?.get?.operationId;
  const parsed = await parseContract(nameless, "parcels.json");
  expect(() => generateClient(parsed)).toThrow("GET /v2/parcels has no operationId");
});
