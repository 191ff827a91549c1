import type { Json, JsonObject } from "../../json.ts";
import { encodeBase64 } from "../base64.ts";
import { formatOf } from "../content-type.ts";
import type { PactBody } from "../pact.ts";

/** Writes a body as V4 has it (Pact specification V4, "Bodies"); undefined where it is absent. */
export function bodyDocument(body: PactBody): JsonObject | undefined {
  if (body.kind === "absent") return undefined;
  if (body.kind === "empty") return { content: "" };
  const { contentType } = body;
  if (body.kind === "binary") return { content: encodeBase64(body.bytes), contentType, encoded: "base64" };
  if (body.kind === "text") return textDocument(body.text, contentType);
  // Without an encoding, an empty text is an empty body, and other text is JSON only by its content type.
  const needsText = body.value === "" || (typeof body.value === "string" && formatOf(contentType) !== "json");
  if (needsText) return { content: JSON.stringify(body.value), contentType, encoded: "JSON" };
  return { content: body.value as Json, contentType, encoded: false };
}

/** Text under a content type that is not text would be read as something else. */
function textDocument(text: string, contentType: string): JsonObject {
  if (formatOf(contentType) !== "json") return { content: text, contentType, encoded: false };
  return { content: encodeBase64(new TextEncoder().encode(text)), contentType, encoded: "base64" };
}
