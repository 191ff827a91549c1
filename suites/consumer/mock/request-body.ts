import {
  type Contract,
  declaredMedia,
  essenceOf,
  isJson,
  type Operation,
  schemasOf,
} from "../../../contracts/portable.ts";
import { readForm } from "./form.ts";
import { headerText, type Reading, type RequestHeaders } from "./message.ts";
import { refusalsOf } from "./place.ts";
import type { Refusal } from "./refusal.ts";

/** Reads the body of a request into `reading`, or refuses the request. */
export type ReadBody = (headers: RequestHeaders, body: Uint8Array | undefined, reading: Reading) => Refusal | undefined;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Prepares to read an operation's body: media type, JSON, forms and text by their schema. Multipart and binary bodies are
 * taken as they are.
 */
export function createBodyReader(contract: Contract, operation: Operation): ReadBody {
  const schemas = schemasOf(contract);
  const refuse = refusalsOf(contract, operation);
  const declared = operation.requestBody;
  const types = [...(declared?.content.keys() ?? [])].join(", ");

  return (headers, body, reading) => {
    if (body === undefined || body.byteLength === 0) {
      if (!declared?.required) return undefined;
      return refuse(400, "body", `${operation.id} needs a body in ${types}, and the request has none.`);
    }
    if (declared === undefined)
      return refuse(400, "no-body", `${operation.id} takes no body, and the request has one.`);
    const contentType = headerText(headers, "content-type");
    if (contentType === undefined) {
      return refuse(415, "media-type", `The body comes without a Content-Type; ${operation.id} takes ${types}.`);
    }
    const media = declaredMedia(declared.content, contentType);
    if (media === undefined) {
      return refuse(415, "media-type", `${operation.id} takes ${types}, and the body is ${essenceOf(contentType)}.`);
    }
    const encoding = headerText(headers, "content-encoding") ?? "identity";
    if (encoding !== "identity") {
      return refuse(415, "content-encoding", `The body is encoded as ${encoding}; the mock reads it only as it is.`);
    }
    reading.mediaType = contentType;
    const { schema = true, pointer } = media;
    const essence = essenceOf(contentType);
    const isForm = essence === "application/x-www-form-urlencoded";
    if (!isJson(contentType) && !isForm && !essence.startsWith("text/")) return undefined;
    try {
      const text = decoder.decode(body);
      reading.body = isJson(contentType) ? JSON.parse(text) : isForm ? readForm(text, schemas, schema) : text;
    } catch {
      return refuse(400, "malformed-body", `The body is not ${isJson(contentType) ? "JSON" : "text"} in UTF-8.`, {
        pointer,
      });
    }
    const errors = schemas.errors(schema, reading.body);
    const [first] = errors;
    if (first === undefined) return undefined;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    const detail = `The body of ${operation.id} is not what the contract allows: ${first.pointer || "it"} ${first.message}${more}.`;
    return refuse(400, "body", detail, {
      pointer,
      errors: errors.map(({ pointer: where, message }) => ({ pointer: where, message })),
    });
  };
}
