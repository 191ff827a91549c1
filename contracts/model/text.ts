import { parseDocument } from "yaml";
import type { TercetError } from "../errors.ts";
import { contractError } from "./contract-error.ts";
import { type DuplicateKey, findDuplicateKey } from "./duplicate-key.ts";
import { findDuplicateYamlKey, isTooDeep } from "./yaml-guard.ts";

/** How often a YAML document may expand aliases; bounds the "billion laughs" (each alias counts with all that it holds). */
const maximumAliases = 1000;

/**
 * Reads JSON or YAML 1.2 (with `<<` merge keys, which many API descriptions use). Duplicate keys are refused in both.
 * Throws `TercetError` (`contract`) with line and column.
 */
export function parseText(text: string, source: string): unknown {
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (content.trim() === "")
    throw contractError(source, "", "not-empty", "the file is empty; write a document into it");
  const first = content.trimStart()[0];
  const json = first === "{" || first === "[" ? parseJson(content) : undefined;
  if (json === undefined) return parseYaml(content, source);
  refuseDuplicate(findDuplicateKey(content), content, source);
  return json.value;
}

/** Undefined where the text is not JSON: the YAML parser, which reads JSON too, then says where and why. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function parseYaml(text: string, source: string): unknown {
  if (isTooDeep(text)) throw tooDeep(source);
  const document = parseDocument(text, { uniqueKeys: false, merge: true, prettyErrors: false, logLevel: "silent" });
  const error = document.errors[0];
  if (error !== undefined) {
    // Indentation can be deeper than the parser's stack; it reports that as an error of the text.
    if (error.message.includes("call stack")) throw tooDeep(source);
    const reason = error.message.replace(/\s+/g, " ").replace(/\.$/, "");
    const problem = `it is neither JSON nor YAML: ${reason}, at ${positionOf(text, error.pos[0])}; correct that line`;
    throw contractError(source, "", "syntax", problem, error);
  }
  refuseDuplicate(findDuplicateYamlKey(document), text, source);
  try {
    return document.toJS({ maxAliasCount: maximumAliases });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(source);
    if (!(cause instanceof ReferenceError)) throw cause;
    const problem = `its aliases cannot be expanded (${cause.message}); use $ref instead of YAML aliases`;
    throw contractError(source, "", "document-size", problem, cause);
  }
}

function tooDeep(source: string): TercetError {
  return contractError(source, "", "document-depth", "it is nested too deeply; make it flatter, with $ref");
}

function refuseDuplicate(duplicate: DuplicateKey | undefined, text: string, source: string): void {
  if (duplicate === undefined) return;
  const problem = `the member "${duplicate.key}" occurs twice, again at ${positionOf(text, duplicate.offset)}; keep one`;
  throw contractError(source, "", "unique-keys", problem);
}

/** Line and column, both counted from 1. */
function positionOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
