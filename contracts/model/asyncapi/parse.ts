import type { JsonObject } from "../../json.ts";
import { bundle } from "../bundle.ts";
import { serviceExtensionSchema } from "../extension.ts";
import { openFiles, urlOf } from "../files.ts";
import type { ParseOptions } from "../parse.ts";
import { plainJson } from "../plain-json.ts";
import { createResolver } from "../resolve.ts";
import { refuseSchemaLoops } from "../schema-loop.ts";
import { serviceName } from "../service-name.ts";
import { infoShape, readShape } from "../shape.ts";
import { readChannels } from "./channels.ts";
import { liftSchemas } from "./lift-schemas.ts";
import type { MessageContract } from "./message-contract.ts";
import { readOperations } from "./operations.ts";
import { readServers } from "./servers.ts";
import { asyncDocumentShape } from "./shape.ts";
import { mergeTraits } from "./traits.ts";
import { checkAsyncApiVersion } from "./version.ts";

/**
 * Makes a message contract of an AsyncAPI 3 document in memory. `source` is its path or URL: errors name it, and relative
 * `$ref`s start from it. Throws `TercetError` (`contract`) with JSON Pointer and rule where the document cannot be used;
 * what merely should be better is for `lintMessageContract` to say.
 */
export async function parseMessageContract(
  document: unknown,
  source: string,
  options: ParseOptions = {},
): Promise<MessageContract> {
  const plain = plainJson(document, source) as JsonObject;
  checkAsyncApiVersion(plain, source);
  const files = openFiles(options.allowRemote ?? false);
  const bundled = await bundle(plain, urlOf(source), source, files, "asyncDocument");
  return readContract(mergeTraits(liftSchemas(bundled, source), source), source);
}

function readContract(document: JsonObject, source: string): MessageContract {
  const info = readShape(infoShape, document.info, "/info", source);
  const extension = readShape(serviceExtensionSchema, document["x-tercet"] ?? {}, "/x-tercet", source, "x-tercet");
  const shape = readShape(asyncDocumentShape, document, "", source);
  refuseSchemaLoops(document, source, "asyncDocument");
  const resolver = createResolver(document, source);
  const channels = readChannels(shape.channels, resolver, {
    defaultContentType: shape.defaultContentType,
    servers: Object.keys(shape.servers),
  });
  return {
    service: serviceName(extension.service, source, info.title),
    version: info.version,
    source,
    document,
    servers: readServers(shape.servers, resolver),
    channels,
    operations: readOperations(shape.operations, channels, resolver),
    extension,
  };
}
