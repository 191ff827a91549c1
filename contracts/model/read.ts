import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { contractError } from "./contract-error.ts";
import { isRemote } from "./location.ts";

/** The largest file that is read, in bytes. */
const maximumBytes = 64 * 1024 * 1024;

/** How long a remote document may take, in milliseconds. */
const remoteTimeoutMilliseconds = 20_000;

/**
 * Reads a document's text from a `file:`, `http:` or `https:` URL. `name` is how the user knows it. Throws
 * `TercetError` (`contract`) when it is not there, is no file, cannot be read, or is larger than 64 MiB.
 */
export async function readText(url: URL, name: string): Promise<string> {
  const bytes = isRemote(url) ? await readRemote(url, name) : await readLocal(url, name);
  if (bytes.byteLength > maximumBytes) {
    throw contractError(name, "", "document-size", "it is larger than 64 MiB; split it into several files");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw contractError(name, "", "utf-8", "it is not text in UTF-8; save it as UTF-8", cause);
  }
}

async function readLocal(url: URL, name: string): Promise<Uint8Array> {
  try {
    return await readFile(fileURLToPath(url));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw contractError(name, "", "found", "there is no such file; check the path", cause);
    }
    if (code === "EISDIR") {
      throw contractError(name, "", "found", "it is a directory; give a file in it", cause);
    }
    throw contractError(name, "", "found", `it cannot be read (${code ?? cause}); check its permissions`, cause);
  }
}

async function readRemote(url: URL, name: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(remoteTimeoutMilliseconds) });
    if (response.ok) return await readBounded(response);
  } catch (cause) {
    const reason = cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : cause;
    throw contractError(name, "", "found", `it cannot be fetched (${reason}); check the address`, cause);
  }
  throw contractError(name, "", "found", `the server answers ${response.status}; check the address`);
}

/** Stops reading one chunk after the bound. */
async function readBounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > maximumBytes) break;
  }
  return Buffer.concat(chunks);
}
