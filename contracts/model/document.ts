import { urlOf } from "./files.ts";
import { readText } from "./read.ts";
import { parseText } from "./text.ts";

/**
 * Reads a document, JSON or YAML, by its path or URL; what it holds is for others to say. Throws `TercetError`
 * (`contract`) naming the file and the line where it is not there or cannot be parsed.
 */
export async function readDocument(location: string): Promise<unknown> {
  return parseText(await readText(urlOf(location), location), location);
}
