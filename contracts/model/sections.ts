import { isObject, type JsonObject } from "../json.ts";
import type { Kind } from "./grammar.ts";
import { basename, extname } from "./path-name.ts";
import { decodeUri, pointer as join, parsePointer } from "./pointer.ts";
import { sections } from "./references.ts";

/** Where a document keeps what is referred to by name: `components`, or the root's members in Swagger 2.0. */
export interface Sections {
  /** False for a place that lifting from 2.0 moves elsewhere: a reference there must lead to a section instead. */
  isStable(pointer: string): boolean;
  /** A name that no other object of the kind bears, made from the last segment of the pointer, else from the file's name. */
  freeName(kind: Kind, pointer: string, url: URL): string;
  referenceTo(kind: Kind, name: string): string;
  /** The document with the additions in their sections. */
  add(document: JsonObject, additions: readonly Addition[]): JsonObject;
}

interface Addition {
  readonly kind: Kind;
  readonly name: string;
  readonly value: unknown;
}

/** Swagger 2.0 has sections for these; a path item goes into `components` all the same, where lifting expects it. */
const swaggerSections: Readonly<Partial<Record<Kind, string>>> = {
  schema: "definitions",
  parameter: "parameters",
  response: "responses",
};

/** Looks at which names are taken. */
export function createSections(document: JsonObject): Sections {
  const swagger = document.swagger !== undefined;
  const taken = new Set<string>();

  const pathOf = (kind: Kind): readonly string[] => {
    const own = swagger ? swaggerSections[kind] : undefined;
    return own === undefined ? ["components", sections[kind] as string] : [own];
  };
  const isTaken = (reference: string, path: readonly string[], name: string) =>
    taken.has(reference) || Object.hasOwn(membersAt(document, path), name);

  const referenceTo = (kind: Kind, name: string) => `#${join(...pathOf(kind), name)}`;
  return {
    isStable: (pointer) => !swagger || /^\/(definitions|parameters|responses)\//.test(pointer),
    freeName(kind, pointer, url) {
      const file = basename(decodeUri(url.pathname));
      const last = parsePointer(pointer)?.at(-1) ?? basename(file, extname(file));
      const base = last.replaceAll(/[^A-Za-z0-9._-]/g, "_") || "unnamed";
      let name = base;
      for (let number = 2; isTaken(referenceTo(kind, name), pathOf(kind), name); number++) name = `${base}-${number}`;
      taken.add(referenceTo(kind, name));
      return name;
    },
    referenceTo,
    add(target, additions) {
      let result: JsonObject = target;
      for (const { kind, name, value } of additions) result = withMember(result, [...pathOf(kind), name], value);
      return result;
    },
  };
}

function membersAt(document: JsonObject, path: readonly string[]): Readonly<Record<string, unknown>> {
  let current: unknown = document;
  for (const name of path) current = isObject(current) && Object.hasOwn(current, name) ? current[name] : {};
  return isObject(current) ? current : {};
}

function withMember(object: JsonObject, [name = "", ...rest]: readonly string[], value: unknown): JsonObject {
  const below = isObject(object[name]) ? (object[name] as JsonObject) : {};
  return { ...object, [name]: rest.length === 0 ? (value as JsonObject) : withMember(below, rest, value) };
}
