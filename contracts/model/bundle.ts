import type { JsonObject } from "../json.ts";
import { type Names, namesIn } from "./anchors.ts";
import { contractError } from "./contract-error.ts";
import type { Files } from "./files.ts";
import { type Kind, rewrite } from "./grammar.ts";
import { nameOf } from "./location.ts";
import { decodeUri, pointerOfFragment, resolvePointer } from "./pointer.ts";
import { type Reference, referencesIn, relink } from "./references.ts";
import { createSections } from "./sections.ts";

/** One of the files that a document is spread over. */
interface File {
  /** Without fragment. */
  readonly url: URL;
  readonly name: string;
  readonly content: unknown;
}

/** A part of a file. */
interface Fragment {
  readonly file: File;
  readonly pointer: string;
  readonly kind: Kind;
  readonly value: unknown;
}

/**
 * Makes a document self-contained: what its `$ref`s name in other files is copied into its components, each target once,
 * under its own name, with a number behind it where that is taken. So files may refer to each other in circles.
 * Throws `TercetError` (`contract`) for a `$ref` that names nothing, and for files that may not or cannot be read.
 *
 * @param url of the document; relative references start from it
 * @param source how the user knows the document
 * @param kind of the document: OpenAPI, or `asyncDocument`
 */
export async function bundle(
  document: JsonObject,
  url: URL,
  source: string,
  files: Files,
  kind: Kind = "document",
): Promise<JsonObject> {
  const main: File = { url, name: source, content: document };
  const names = namesIn(document);
  const sections = createSections(document);
  /** For each file, the new text of each reference in it. */
  const links = new Map<string, Map<string, string>>();
  const imported = new Map<string, { readonly fragment: Fragment; readonly name: string }>();
  const root: Fragment = { file: main, pointer: "", kind, value: document };
  const waiting = [root];
  for (let fragment = waiting.pop(); fragment !== undefined; fragment = waiting.pop()) {
    const { file } = fragment;
    const fileLinks = links.get(file.url.href) ?? new Map<string, string>();
    links.set(file.url.href, fileLinks);
    for (const reference of referencesIn(fragment.value, fragment.kind, fragment.pointer, file.name)) {
      if (fileLinks.has(reference.text) || (file === main && isOwnName(reference.text, names))) continue;
      const target = await locate(reference, file, main, files);
      if (target.file === main && sections.isStable(target.pointer)) {
        fileLinks.set(reference.text, `#${encodeURI(target.pointer).replaceAll("#", "%23")}`);
        continue;
      }
      const key = `${target.file.url.href}#${target.pointer}`;
      let name = imported.get(key)?.name;
      if (name === undefined) {
        name = sections.freeName(target.kind, target.pointer, target.file.url);
        imported.set(key, { fragment: target, name });
        waiting.push(target);
      }
      fileLinks.set(reference.text, sections.referenceTo(target.kind, name));
    }
  }
  const relinked = ({ value, kind: of, pointer, file }: Fragment) =>
    rewrite(value, of, pointer, file.name, (node, nodeKind) =>
      relink(node, nodeKind, (text) => links.get(file.url.href)?.get(text) ?? text),
    );
  const additions = [...imported.values()].map(({ fragment, name }) => ({
    kind: fragment.kind,
    name,
    value: relinked(fragment),
  }));
  return sections.add(relinked(root) as JsonObject, additions);
}

/** Finds what a reference names, reading the file that it leads to. */
async function locate(reference: Reference, from: File, main: File, files: Files): Promise<Fragment> {
  const place = { file: from.name, pointer: reference.pointer };
  if (!URL.canParse(reference.text, from.url.href)) {
    const problem = `the $ref "${reference.text}" is no URI reference; correct it`;
    throw contractError(place.file, place.pointer, "ref-resolves", problem);
  }
  const url = new URL(reference.text, from.url);
  const fragment = url.hash.slice(1);
  url.hash = "";
  const file = url.href === main.url.href ? main : { url, name: nameOf(url), content: await files.read(url, place) };
  const pointer = pointerOfFragment(fragment) ?? namesIn(file.content).anchors.get(decodeUri(fragment));
  const value = pointer === undefined ? undefined : resolvePointer(file.content, pointer);
  if (pointer === undefined || value === undefined) {
    const problem = `the $ref "${reference.text}" names nothing${file.url.href === from.url.href ? "" : ` in ${file.name}`}; correct it, or add what it names`;
    throw contractError(place.file, place.pointer, "ref-resolves", problem);
  }
  return { file, pointer, kind: reference.kind, value };
}

/** True where a schema of the document itself bears the name, by `$id` or anchor; such references are left as they are. */
function isOwnName(text: string, { ids, anchors }: Names): boolean {
  const [uri = "", fragment] = text.split("#", 2);
  return (uri !== "" && ids.has(uri)) || (uri === "" && fragment !== undefined && anchors.has(fragment));
}
