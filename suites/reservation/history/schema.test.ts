import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { historySchemaFile, historySchemaText } from "./schema.ts";
import { historyOf, reserve } from "./testing/history.ts";

test("the published schema is the one that the code makes (`npm run schemas` writes it)", () => {
  expect(readFileSync(new URL(historySchemaFile, import.meta.url), "utf8")).toBe(historySchemaText());
});

test("the published schema takes a header and an event, and refuses others", () => {
  const ajv = new Ajv2020();
  formats.default(ajv);
  const valid = ajv.compile(JSON.parse(historySchemaText()));
  const { header, events } = historyOf([reserve("a", "1", 1)]);
  expect(valid(header)).toBe(true);
  expect(valid(events[0])).toBe(true);
  expect(valid({ ...header, format: "tercet-history/2" })).toBe(false);
  expect(valid({ ...events[0], operation: "grab" })).toBe(false);
  expect(valid({ ...events[0], colour: "red" })).toBe(false);
});
