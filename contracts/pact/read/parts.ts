import { isObject, type JsonObject } from "../../json.ts";
import { contentTypeOf, readHeaders } from "../headers.ts";
import type { PactMessage, PactRequest, PactResponse, PactSpecification } from "../pact.ts";
import { parseQuery } from "../query.ts";
import { readBody } from "./body.ts";
import { below, objectAt, optionalListAt, optionalObjectAt, type Place, refuse, textAt } from "./place.ts";
import { readRules } from "./rules.ts";

/**
 * Reads the request of an HTTP interaction; the method is `GET` and the path `/` where they are not said. Throws
 * `TercetError` (`contract`) with the pointer.
 */
export function readRequest(value: unknown, specification: PactSpecification, place: Place): PactRequest {
  const node = objectAt(value, place, "the request");
  return {
    method: textAt(node.method ?? "GET", below(place, "method"), "the method"),
    path: textAt(node.path ?? "/", below(place, "path"), "the path"),
    query: readQuery(node.query, specification, below(place, "query")),
    ...readContent(node, specification, place),
  };
}

/** Reads the response of an HTTP interaction; the status is 200 where it is not said. Throws as `readRequest`. */
export function readResponse(value: unknown, specification: PactSpecification, place: Place): PactResponse {
  const node = objectAt(value, place, "the response");
  const status = Number(node.status ?? 200);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    const problem = `${JSON.stringify(node.status)} is no HTTP status; give a number from 100 to 599`;
    throw refuse(below(place, "status"), "pact-status", problem);
  }
  return { status, ...readContent(node, specification, place) };
}

function readContent(node: JsonObject, specification: PactSpecification, place: Place) {
  const headers = readHeaders(node.headers, below(place, "headers"));
  return {
    headers,
    body: readBody(node.body, contentTypeOf(headers), specification, below(place, "body")),
    matchingRules: readRules(node.matchingRules, below(place, "matchingRules")),
    generators: optionalObjectAt(node.generators, below(place, "generators"), "generators"),
  };
}

/**
 * Reads a message: `contents`, `metadata` (`metaData` in old files), rules and generators. Throws as `readRequest`.
 */
export function readMessage(value: unknown, specification: PactSpecification, place: Place): PactMessage {
  const node = objectAt(value, place, "the message");
  const name = node.metadata === undefined && node.metaData !== undefined ? "metaData" : "metadata";
  const metadata = optionalObjectAt(node[name], below(place, name), name);
  return {
    contents: readBody(node.contents, metadataContentType(metadata), specification, below(place, "contents")),
    metadata,
    matchingRules: readRules(node.matchingRules, below(place, "matchingRules")),
    generators: optionalObjectAt(node.generators, below(place, "generators"), "generators"),
  };
}

/** The content type that the metadata of a message says, under any of the names that are used for it. */
export function metadataContentType(metadata: JsonObject): string | undefined {
  for (const [name, value] of Object.entries(metadata)) {
    if (/^content-?type$/i.test(name) && typeof value === "string") return value;
  }
  return undefined;
}

/** Text up to V2, lists by name (or one text by name) from V3 on. */
function readQuery(value: unknown, specification: PactSpecification, place: Place) {
  if (value === undefined || value === null) return new Map<string, readonly (string | null)[]>();
  if (typeof value === "string") return parseQuery(value, specification);
  if (!isObject(value)) throw refuse(place, "pact-query", "the query must be a text or an object of lists; correct it");
  return new Map(
    Object.entries(value).map(([name, values]) => {
      const list = Array.isArray(values)
        ? values
        : optionalListAt(values === null ? null : [values], place, "the values");
      return [
        name,
        list.map((item) => (item === null ? null : typeof item === "string" ? item : JSON.stringify(item))),
      ];
    }),
  );
}
