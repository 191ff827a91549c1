import { isObject, type JsonObject } from "../../json.ts";
import { decodeBase64 } from "../base64.ts";
import { bodyOf, bodyOfText } from "../body.ts";
import { formatOf } from "../content-type.ts";
import type { PactBody, PactSpecification } from "../pact.ts";
import { below, type Place, refuse } from "./place.ts";

/** What a body of V4 consists of; other members mean that the payload itself stands there. */
const attributes = new Set(["content", "contentType", "encoded", "contentTypeHint"]);

/**
 * Reads a body or the contents of a message, from V4's `{ content, contentType, encoded }` or as it is.
 * `contentType` is that of the header or the metadata, where there is one; undefined `value`: absent. Throws
 * `TercetError` (`contract`) where it is said to be base64 and is not.
 */
export function readBody(
  value: unknown,
  contentType: string | undefined,
  specification: PactSpecification,
  place: Place,
): PactBody {
  if (value === undefined) return { kind: "absent" };
  if (specification === "4.0" && isObject(value) && Object.keys(value).every((name) => attributes.has(name))) {
    return readAttributes(value as JsonObject, contentType, place);
  }
  if (typeof value !== "string") return { kind: "json", value, contentType: contentType ?? "application/json" };
  return textOrJson(value, contentType);
}

/** In files before V4, the text of a JSON body may be JSON text or, where it is none, a JSON string without quotes. */
function textOrJson(text: string, contentType: string | undefined): PactBody {
  const body = bodyOfText(text, contentType);
  if (body.kind !== "text" || contentType === undefined || formatOf(contentType) !== "json") return body;
  return { kind: "json", value: text, contentType };
}

function readAttributes(value: JsonObject, header: string | undefined, place: Place): PactBody {
  const { content, encoded } = value;
  const contentType = header ?? (typeof value.contentType === "string" ? value.contentType : undefined);
  if (content === undefined) return { kind: "absent" };
  if (content === null) return { kind: "json", value: null, contentType: contentType ?? "application/json" };
  if (content === "") return { kind: "empty" };
  const encoding = encoded === true ? "base64" : typeof encoded === "string" ? encoded.toLowerCase() : "";
  if (encoding === "base64") return readBase64(content, contentType, below(place, "content"));
  if (encoding === "json") {
    return bodyOfText(
      typeof content === "string" ? content : JSON.stringify(content),
      contentType ?? "application/json",
    );
  }
  const isJson = typeof content !== "string" || (contentType !== undefined && formatOf(contentType) === "json");
  if (isJson) return { kind: "json", value: content, contentType: contentType ?? "application/json" };
  return bodyOfText(content as string, contentType);
}

function readBase64(content: unknown, contentType: string | undefined, place: Place): PactBody {
  const bytes = typeof content === "string" ? decodeBase64(content) : undefined;
  if (bytes !== undefined) return bodyOf(bytes, contentType);
  throw refuse(
    place,
    "pact-body",
    "it is said to be encoded as base64, and is not; encode it, or set encoded to false",
  );
}
