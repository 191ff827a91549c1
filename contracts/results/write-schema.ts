// Writes the published JSON Schema of the event log: npm run schemas.
import { writeFile } from "node:fs/promises";
import { eventSchemaFile, eventSchemaText } from "./schema.ts";

await writeFile(new URL(eventSchemaFile, import.meta.url), eventSchemaText());
