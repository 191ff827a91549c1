// Writes the published JSON Schema of histories: npm run schemas.
import { writeFile } from "node:fs/promises";
import { historySchemaFile, historySchemaText } from "./schema.ts";

await writeFile(new URL(historySchemaFile, import.meta.url), historySchemaText());
