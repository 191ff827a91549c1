import { TercetError } from "../../errors.ts";
import { isName } from "./fact.ts";

/** One version of one service. */
export interface ServiceVersion {
  readonly service: string;
  readonly version: string;
}

/** `carts@1.2.0`. */
export function versionName({ service, version }: ServiceVersion): string {
  return `${service}@${version}`;
}

/**
 * Reads `carts@1.2.0`; the last `@` separates, since names of npm packages begin with one. Throws `TercetError` (`usage`)
 * where there is no version.
 */
export function parseServiceVersion(text: string): ServiceVersion {
  const at = text.lastIndexOf("@");
  const [service, version] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (isName(service) && isName(version)) return { service, version };
  throw new TercetError("usage", `${JSON.stringify(text)} names no version of a service: write it as carts@1.2.0.`);
}
