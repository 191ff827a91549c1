import { valid } from "semver";
import { basename, dirname } from "./path-name.ts";

/**
 * The service that a document describes: as it says itself, else the folder's name where the file lies in a catalog
 * (`<service>/<version>/openapi.json` or `asyncapi.json`), else its title as a slug.
 */
export function serviceName(stated: string | undefined, source: string, title: string): string {
  if (stated !== undefined) return stated;
  const path = source.replaceAll("\\", "/");
  const folder = dirname(path);
  const service = basename(dirname(folder));
  const isInCatalog = /^(?:openapi|asyncapi)\.(json|ya?ml)$/i.test(basename(path)) && valid(basename(folder)) !== null;
  if (isInCatalog && /^[\w-]+$/.test(service)) {
    return service;
  }
  const slug = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return slug || "service";
}
