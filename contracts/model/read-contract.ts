import { liftOpenApi20 } from "../exchange/openapi-2.0.ts";
import { liftOpenApi30 } from "../exchange/openapi-3.0.ts";
import type { JsonObject } from "../json.ts";
import { bundle } from "./bundle.ts";
import type { Contract } from "./contract.ts";
import { serviceExtensionSchema } from "./extension.ts";
import type { Files } from "./files.ts";
import { readOperations } from "./operations.ts";
import { plainJson } from "./plain-json.ts";
import { createResolver } from "./resolve.ts";
import { refuseSchemaLoops } from "./schema-loop.ts";
import { serviceName } from "./service-name.ts";
import { infoShape, readShape } from "./shape.ts";
import { type OpenApiVersion, versionOf } from "./version.ts";

/**
 * Makes a contract of an OpenAPI document, of version 2.0, 3.0 or 3.1. `url` is where its relative `$ref`s start from,
 * `files` reads what they name, `source` is how errors name the document. Throws `TercetError` (`contract`).
 */
export async function readContract(document: unknown, url: URL, source: string, files: Files): Promise<Contract> {
  const plain = plainJson(document, source) as JsonObject;
  const version = versionOf(plain, source);
  return contractOf(lift(await bundle(plain, url, source, files), version, source), source);
}

/** A document in the current version, whatever it was written in. */
function lift(document: JsonObject, version: OpenApiVersion, source: string): JsonObject {
  if (version === "3.1") return document;
  return liftOpenApi30(version === "3.0" ? document : liftOpenApi20(document, source), source);
}

function contractOf(document: JsonObject, source: string): Contract {
  const info = readShape(infoShape, document.info, "/info", source);
  const extension = readShape(serviceExtensionSchema, document["x-tercet"] ?? {}, "/x-tercet", source, "x-tercet");
  refuseSchemaLoops(document, source);
  return {
    service: serviceName(extension.service, source, info.title),
    version: info.version,
    source,
    document,
    operations: readOperations(document, createResolver(document, source)),
    extension,
  };
}
