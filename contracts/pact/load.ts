import { urlOf } from "../model/files.ts";
import { readText } from "../model/read.ts";
import { parseText } from "../model/text.ts";
import type { Pact } from "./pact.ts";
import { parsePact } from "./read.ts";

/**
 * Reads a Pact file from a path or a `file:`, `http:` or `https:` URL. Throws `TercetError` (`contract`) where it is not
 * there, is no JSON, has a member twice, or cannot be used as a pact.
 */
export async function loadPact(location: string): Promise<Pact> {
  return parsePact(parseText(await readText(urlOf(location), location), location), location);
}
