import { z } from "zod";
import type { JsonObject } from "../json.ts";
import { eventLogSchema, eventSchema } from "./events.ts";

/** Where the published schema stands, relative to this folder. */
export const eventSchemaFile = "events.schema.json";

/**
 * The published JSON Schema (2020-12) of one line of the event log, as the text of its file. What is unknown to it is
 * allowed, so that a reader of this version takes a log of a later minor one.
 */
export function eventSchemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(eventSchema, { io: "input" }) as JsonObject;
  const schema = {
    $schema,
    $id: `urn:${eventLogSchema.replace("/", ":")}`,
    title: "An event of the tercet event log",
    description: "One line of the log (NDJSON). The first event of a run is run-started, the last one run-finished.",
    ...rest,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
