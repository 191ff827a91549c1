import { isObject } from "../../json.ts";
import { contractError } from "../contract-error.ts";

/** Whether a document says that it is an AsyncAPI document, of whatever version. */
export function isAsyncApi(document: unknown): boolean {
  return isObject(document) && document.asyncapi !== undefined;
}

/**
 * Refuses what is no AsyncAPI 3 document. 2.x is not lifted: it says `publish` and `subscribe` from the other side's point
 * of view, many documents mean it their own way, and a guess would turn every direction around.
 * Throws `TercetError` (`contract`).
 */
export function checkAsyncApiVersion(document: unknown, source: string): void {
  if (!isAsyncApi(document)) {
    const problem = 'it has no "asyncapi" member, so it is no AsyncAPI document; give one of version 3';
    throw contractError(source, "", "asyncapi", problem);
  }
  const stated = (document as { readonly asyncapi: unknown }).asyncapi;
  if (/^3\.\d+\.\d+(-.+)?$/.test(String(stated))) return;
  const problem = /^2(\.|$)/.test(String(stated))
    ? `version ${stated} is not read; convert it, as with "npx @asyncapi/cli convert FILE --output asyncapi.json --target-version 3.0.0", and look at each operation's "send" and "receive"`
    : `version ${JSON.stringify(stated)} is not known; give an AsyncAPI document of version 3, as "3.0.0"`;
  throw contractError(source, "/asyncapi", "asyncapi-version", problem);
}
