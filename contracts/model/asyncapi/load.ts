import { readDocument } from "../document.ts";
import type { ParseOptions } from "../parse.ts";
import type { MessageContract } from "./message-contract.ts";
import { parseMessageContract } from "./parse.ts";

/**
 * Loads a message contract from an AsyncAPI 3 file, JSON or YAML, by its path or URL. The references in it to remote files
 * are refused unless `allowRemote`. Throws `TercetError` (`contract`) naming file, JSON Pointer and rule where it cannot
 * be used.
 */
export async function loadMessageContract(location: string, options: ParseOptions = {}): Promise<MessageContract> {
  return parseMessageContract(await readDocument(location), location, options);
}
