import { readFileSync } from "node:fs";
import { createRequire, findPackageJSON } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The version of an engine's package that `requirePackage` would load; undefined: it is not installed. */
export function installedVersion(name: string): string | undefined {
  for (const place of places()) {
    const file = manifestOf(name, place);
    if (file !== undefined) return JSON.parse(readFileSync(file, "utf8")).version;
  }
  return undefined;
}

/**
 * Loads an engine's package, which is no dependency of the harness: whoever wants it verified brings it. `T` is the type
 * of the module. Throws where it is not installed.
 */
export function requirePackage<T>(name: string): T {
  const [own, harness] = places();
  return createRequire(manifestOf(name, own) === undefined ? harness : own)(name);
}

/** Where it is looked for: in the user's project, then beside the harness. */
function places(): readonly [string, string] {
  return [pathToFileURL(join(process.cwd(), "package.json")).href, import.meta.url];
}

function manifestOf(name: string, place: string): string | undefined {
  try {
    return findPackageJSON(name, place);
  } catch {
    return undefined;
  }
}
