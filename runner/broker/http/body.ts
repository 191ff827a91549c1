import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { describeIssues } from "../../config/issues.ts";
import { Problem } from "./problem.ts";

/** Largest request body, in bytes: pacts with a thousand interactions are below. */
export const maximumBodyBytes = 32 * 1024 * 1024;
/** How much of a body that is too large is still read, so that its sender reads the answer instead of a broken pipe. */
const maximumDrainedBytes = 2 * maximumBodyBytes;

/**
 * Reads a JSON body, `application/json` or what ends in `+json`; undefined where there is none. Throws `Problem` 400, 413
 * or 415.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(request);
  if (bytes.length === 0) return undefined;
  const { "content-type": contentType = "", "content-encoding": encoding = "identity" } = request.headers;
  if (!/^application\/([\w.-]+\+)?json *(;|$)/i.test(contentType) || encoding !== "identity") {
    throw new Problem(415, "Unsupported media type", "The body must be application/json, without a content encoding.");
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Problem(400, "Malformed body", "The body is not JSON in UTF-8.", { cause });
  }
}

/** Checks a body's shape. Throws `Problem` 400 naming the members that are wrong. */
export function validBody<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new Problem(400, "Invalid body", `The body cannot be used: ${describeIssues(parsed.error.issues)}.`);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= maximumBodyBytes) chunks.push(chunk);
      else if (length > maximumDrainedBytes) break;
    }
  } catch (cause) {
    throw new Problem(400, "Malformed body", "The body ended early.", { cause });
  }
  if (length <= maximumBodyBytes) return Buffer.concat(chunks);
  throw new Problem(413, "Content too large", `The body is larger than ${maximumBodyBytes / 1024 / 1024} MiB.`);
}
