import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { type Event, eventLogSchema } from "./events.ts";
import { eventSchemaFile, eventSchemaText } from "./schema.ts";

const started: Event = {
  type: "run-started",
  at: "2026-01-01T00:00:00.000Z",
  schema: eventLogSchema,
  tool: { name: "tercet", version: "1.0.0" },
  command: "verify carts",
  seed: 7,
};

test("the published schema is the one that the code makes (`npm run schemas` writes it)", () => {
  expect(readFileSync(new URL(eventSchemaFile, import.meta.url), "utf8")).toBe(eventSchemaText());
});

test("the published schema takes an event, also one with a member that it does not know, and refuses another", () => {
  const ajv = new Ajv2020();
  formats.default(ajv);
  const valid = ajv.compile(JSON.parse(eventSchemaText()));
  expect(valid(started)).toBe(true);
  expect(valid({ ...started, later: true })).toBe(true);
  expect(valid({ ...started, seed: "7" })).toBe(false);
  expect(valid({ ...started, schema: "tercet-events/2" })).toBe(false);
});
