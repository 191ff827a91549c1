import type { IncomingMessage } from "node:http";
import { Problem } from "./problem.ts";

/** Largest request body, in bytes. */
export const maximumBodyBytes = 64 * 1024;
/** How much of a body that is too large is still read, so that its sender reads the answer instead of a broken pipe. */
const maximumDrainedBytes = 8 * 1024 * 1024;

/** Reads a request's body whole. Throws `Problem` 413 when it is too large, 400 when it breaks off. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= maximumBodyBytes) chunks.push(chunk);
      else if (length > maximumDrainedBytes) break;
    }
  } catch (cause) {
    throw new Problem(400, "malformed-json", "The body ended early.", { cause });
  }
  if (length > maximumBodyBytes) {
    throw new Problem(413, "content-too-large", `The body is larger than ${maximumBodyBytes / 1024} KiB.`);
  }
  return Buffer.concat(chunks);
}

/** Whether the request says that a body follows, RFC 9112 section 6. */
export function hasBody(request: IncomingMessage): boolean {
  return request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
}

/** Refuses a body that is not plain JSON: `Problem` 415. */
export function requireJson(request: IncomingMessage): void {
  const { "content-type": contentType = "", "content-encoding": encoding = "identity" } = request.headers;
  const isJson = /^application\/json *(?:; *charset="?utf-8"?)? *$/i.test(contentType);
  if (!isJson || encoding !== "identity") {
    throw new Problem(415, "unsupported-media-type", "The body must be application/json, without a content encoding.");
  }
}
