import type { Contract } from "./contract.ts";
import { readDocument } from "./document.ts";
import { type ParseOptions, parseContract } from "./parse.ts";

/**
 * Loads a contract from an OpenAPI file, JSON or YAML, of version 2.0, 3.0 or 3.1, by its path or URL. The references in
 * it to remote files are refused unless `allowRemote`. Throws `TercetError` (`contract`) naming file, JSON Pointer
 * and rule where it cannot be used.
 */
export async function loadContract(location: string, options: ParseOptions = {}): Promise<Contract> {
  return parseContract(await readDocument(location), location, options);
}
