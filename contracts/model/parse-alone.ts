import type { Contract } from "./contract.ts";
import { contractError } from "./contract-error.ts";
import type { Files } from "./files.ts";
import { readContract } from "./read-contract.ts";

/** There are no files where this runs. */
const noFiles: Files = {
  async read(url, { file, pointer }) {
    const problem = `the $ref leads to ${url.href}, and no other file can be read here; bundle the document into one file`;
    throw contractError(file, pointer, "ref-resolves", problem);
  },
};

/**
 * Makes a contract of an OpenAPI document that refers to no other file, as `parseContract` does; a browser can do this
 * too. `source` is how errors name the document. Throws `TercetError` (`contract`).
 */
export async function parseAlone(document: unknown, source = "openapi.json"): Promise<Contract> {
  return readContract(document, new URL(encodeURI(source), "file:///"), source, noFiles);
}
