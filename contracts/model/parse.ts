import type { Contract } from "./contract.ts";
import { openFiles, urlOf } from "./files.ts";
import { readContract } from "./read-contract.ts";

/** How a document is read. */
export interface ParseOptions {
  /** Reads what `$ref`s name behind `http:` and `https:`; without it they are refused. Default: false. */
  readonly allowRemote?: boolean;
}

/**
 * Makes a contract of an OpenAPI document in memory, of version 2.0, 3.0 or 3.1. `source` is its path or URL: errors name
 * it, and relative `$ref`s start from it. Throws `TercetError` (`contract`) with JSON Pointer and rule where the document
 * cannot be used; what merely should be better is for `lintContract` to say.
 */
export async function parseContract(document: unknown, source: string, options: ParseOptions = {}): Promise<Contract> {
  return readContract(document, urlOf(source), source, openFiles(options.allowRemote ?? false));
}
