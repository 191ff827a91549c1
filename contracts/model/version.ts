import { isObject } from "../json.ts";
import { contractError } from "./contract-error.ts";

/** The versions of the OpenAPI specification that can be read, without the patch number. */
export type OpenApiVersion = "2.0" | "3.0" | "3.1";

/** Tells which version a document is written in. Throws `TercetError` (`contract`) for anything else. */
export function versionOf(document: unknown, source: string): OpenApiVersion {
  if (!isObject(document)) {
    throw contractError(source, "", "openapi", "it is not an OpenAPI document: its root must be an object");
  }
  const stated = document.openapi ?? document.swagger;
  const place = document.openapi === undefined ? "/swagger" : "/openapi";
  if (stated === undefined) {
    const kind = document.asyncapi === undefined ? "" : "; it is an AsyncAPI document";
    throw contractError(
      source,
      "",
      "openapi",
      `it has no "openapi" member, so it is no OpenAPI document${kind}; give one of version 2.0, 3.0 or 3.1`,
    );
  }
  // YAML reads `swagger: 2.0` as a number.
  const match = /^(2(?:\.0)?|3\.0|3\.1)(?:\.\d+.*)?$/.exec(String(stated));
  if (match === null) {
    const problem = `version ${JSON.stringify(stated)} is not supported; give an OpenAPI document of version 2.0, 3.0 or 3.1`;
    throw contractError(source, place, "openapi-version", problem);
  }
  return match[1] === "2" ? "2.0" : (match[1] as OpenApiVersion);
}
