import { pathToFileURL } from "node:url";
import { contractError } from "./contract-error.ts";
import { isRemote, nameOf } from "./location.ts";
import { plainJson } from "./plain-json.ts";
import { readText } from "./read.ts";
import { parseText } from "./text.ts";

/** How many other files one document may refer to. */
const maximumFiles = 1000;

/** The files that a document is spread over; each is read once. */
export interface Files {
  /**
   * The content of the file at a URL without fragment. `place` is where the reference stands, for the error.
   * Throws `TercetError` (`contract`) when it may not or cannot be read.
   */
  read(url: URL, place: { readonly file: string; readonly pointer: string }): Promise<unknown>;
}

/** Starts with nothing read. Remote files are refused unless `allowRemote`. */
export function openFiles(allowRemote: boolean): Files {
  const read = new Map<string, Promise<unknown>>();
  return {
    read(url, place) {
      const refuse = (rule: string, problem: string, cause?: unknown) =>
        contractError(place.file, place.pointer, rule, problem, cause);
      if (url.protocol !== "file:" && !isRemote(url)) {
        throw refuse("ref-scheme", `the $ref leads to ${url.protocol} which cannot be read; use a relative path`);
      }
      if (isRemote(url) && !allowRemote) {
        const problem = `the $ref leads to ${url.href}, and remote files are not read; copy it beside the document, or allow remote references`;
        throw refuse("no-remote-ref", problem);
      }
      const known = read.get(url.href);
      if (known !== undefined) return known;
      if (read.size >= maximumFiles) throw refuse("document-size", `it refers to more than ${maximumFiles} files`);
      const name = nameOf(url);
      const content = readText(url, name).then(
        (text) => plainJson(parseText(text, name), name),
        (cause) => {
          throw refuse("ref-resolves", `the $ref leads to ${name}, which cannot be read; correct it`, cause);
        },
      );
      read.set(url.href, content);
      return content;
    },
  };
}

/** The URL of a document that is known by a path or by a URL. Throws `TercetError` (`contract`) for a broken one. */
export function urlOf(location: string): URL {
  if (!/^(https?|file):\/\//i.test(location)) return pathToFileURL(location);
  if (URL.canParse(location)) return new URL(location);
  throw contractError(location, "", "found", "it is no valid URL; correct it");
}
