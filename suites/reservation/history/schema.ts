import { z } from "zod";
import { historyEventSchema, historyHeaderSchema } from "./event.ts";

/** Where the published schema stands, relative to this folder. */
export const historySchemaFile = "history.schema.json";

/** The published JSON Schema (2020-12) of one line of a history, as the text of its file. */
export function historySchemaText(): string {
  const definitions = z
    .registry<{ id: string }>()
    .add(historyHeaderSchema, { id: "header" })
    .add(historyEventSchema, { id: "event" });
  const { schemas } = z.toJSONSchema(definitions, { io: "input", uri: (id) => `#/$defs/${id}` });
  const $defs = Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]),
  );
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:tercet-history:1",
    title: "A line of a tercet history",
    description:
      "The first line (NDJSON) is the header, each other one an event, in the order of one observer's clock. Besides: `fault` stands with the operation `fault` and only there; a granted reservation and an effect name their run.",
    oneOf: [{ $ref: "#/$defs/header" }, { $ref: "#/$defs/event" }],
    $defs,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
