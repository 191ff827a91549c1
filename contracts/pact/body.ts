import { formatOf, guessTextType, isUnknownType } from "./content-type.ts";
import { parseJsonText } from "./json-text.ts";
import type { PactBody } from "./pact.ts";

/**
 * Makes a body of bytes as they came over the wire. No bytes: `empty`. JSON that does not parse stays text; text that is
 * not UTF-8 stays binary. Without a content type the bytes tell: an object or list in JSON, else text, else binary.
 */
export function bodyOf(bytes: Uint8Array, contentType: string | undefined): PactBody {
  if (bytes.byteLength === 0) return { kind: "empty" };
  const text = decodeUtf8(bytes);
  const known = contentType === undefined || isUnknownType(contentType) ? undefined : contentType;
  if (text === undefined) return { kind: "binary", bytes, contentType: known ?? "application/octet-stream" };
  if (known === undefined) return bodyOfText(text, undefined);
  const format = formatOf(known);
  if (format === "binary" || format === "multipart") return { kind: "binary", bytes, contentType: known };
  return bodyOfText(text, known);
}

/** The same for text; an empty one is `empty`. */
export function bodyOfText(text: string, contentType: string | undefined): PactBody {
  if (text === "") return { kind: "empty" };
  const type = contentType ?? guessTextType(text);
  if (formatOf(type) !== "json") return { kind: "text", text, contentType: type };
  try {
    return { kind: "json", value: parseJsonText(text.replace(/^\uFEFF/, "")), contentType: type };
  } catch {
    // What is announced as JSON and is none is told apart when it is matched; what merely began like it is text.
    return { kind: "text", text, contentType: contentType ?? "text/plain" };
  }
}

/** The bytes that are sent for a body; undefined where there are none. */
export function bytesOfBody(body: PactBody): Uint8Array | undefined {
  if (body.kind === "absent") return undefined;
  if (body.kind === "empty") return new Uint8Array();
  if (body.kind === "binary") return body.bytes;
  return new TextEncoder().encode(body.kind === "json" ? JSON.stringify(body.value) : body.text);
}

/** The text of bytes in UTF-8, a byte-order mark too; undefined where they are something else. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
