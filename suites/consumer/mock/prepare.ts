import { isJson } from "../../../contracts/portable.ts";
import type { MockAnswer } from "./message.ts";

const encoder = new TextEncoder();
const nothing = new Uint8Array();
/** Statuses without content, RFC 9110 §15.3.5, §15.3.6 and §15.4.5. */
const bodiless = new Set([204, 205, 304]);

/** Writes an answer out: JSON values as JSON, others as their text; `mediaType` undefined: no body. */
export function answerOf(
  status: number,
  headers: readonly string[],
  mediaType: string | undefined,
  value: unknown,
): MockAnswer {
  if (mediaType === undefined || bodiless.has(status)) {
    const length = bodiless.has(status) ? [] : ["content-length", "0"];
    return { status, headers: [...headers, ...length], body: nothing, value: undefined, mediaType: undefined };
  }
  const body = encoder.encode(typeof value === "string" && !isJson(mediaType) ? value : JSON.stringify(value));
  return {
    status,
    headers: [...headers, "content-type", mediaType, "content-length", String(body.byteLength)],
    body,
    value,
    mediaType,
  };
}
