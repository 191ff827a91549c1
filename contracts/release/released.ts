import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { z } from "zod";
import { TercetError } from "../errors.ts";
import { readIfThere } from "./read-file.ts";
import { canonicalText } from "./sources.ts";
import { writeWhole } from "./write-file.ts";

/** The file in the catalog that names every released file with its digest. */
export const releasedFileName = "released.json";

/** Digests of released files by their path in the catalog. */
export type Released = Readonly<Record<string, string>>;

const releasedSchema = z.record(z.string(), z.string().regex(/^sha256-[A-Za-z0-9+/]{43}=$/));

/** What is wrong with a file of the catalog. */
export interface CatalogFinding {
  /** Within the catalog. */
  readonly path: string;
  readonly rule: "built-from-source" | "released-unchanged";
  readonly message: string;
}

/** A file's digest in the form of Subresource Integrity: `sha256-` and base64. */
export function digest(bytes: string | Uint8Array): string {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}

/** Reads `released.json`; nothing is released where there is none. Throws `TercetError` (`contract`) where it is damaged. */
export async function readReleased(catalog: string): Promise<Released> {
  const file = join(catalog, releasedFileName);
  const bytes = await readIfThere(file);
  if (bytes === undefined) return {};
  try {
    return releasedSchema.parse(JSON.parse(bytes.toString("utf8")));
  } catch (cause) {
    throw new TercetError(
      "contract",
      `${file} is damaged; restore it from version control: it must hold paths with their sha256 digests.`,
      { place: { file }, cause },
    );
  }
}

/** Writes `released.json`, ordered by path. */
export async function writeReleased(catalog: string, released: Released): Promise<void> {
  const ordered = Object.fromEntries(Object.entries(released).sort(([left], [right]) => (left < right ? -1 : 1)));
  await writeWhole(join(catalog, releasedFileName), canonicalText(ordered));
}

/** Compares every released version with what lies in the catalog: changed, missing and added files. */
export async function checkReleased(catalog: string, released: Released): Promise<readonly CatalogFinding[]> {
  const findings: CatalogFinding[] = [];
  for (const [path, expected] of Object.entries(released)) {
    const bytes = await readIfThere(join(catalog, path));
    if (bytes === undefined) findings.push(violation(path, "is released but missing; restore it"));
    else if (digest(bytes) !== expected) findings.push(violation(path, "was changed after its release; restore it"));
  }
  for (const version of releasedVersions(released)) {
    for (const path of await filesOf(catalog, version)) {
      if (released[path] === undefined) findings.push(violation(path, "was added to a released version; remove it"));
    }
  }
  return findings;
}

/** `customers/1.0.0` for every version of which a file is released. */
export function releasedVersions(released: Released): ReadonlySet<string> {
  return new Set(Object.keys(released).map((path) => path.split("/", 2).join("/")));
}

/** The finding that a released version is no longer what was released. */
export function violation(path: string, what: string): CatalogFinding {
  return { path, rule: "released-unchanged", message: `${path} ${what}, and put the change into a new version.` };
}

/**
 * The JSON and YAML files of one version's folder and of the folders in it, as paths in the catalog, in alphabetical order:
 * contracts of both kinds, business rules, and what their references lead to. None where the folder is missing.
 */
export async function filesOf(catalog: string, version: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(catalog, version), { recursive: true });
    return names
      .filter((name) => /\.(json|ya?ml)$/i.test(name))
      .map((name) => `${version}/${name.split(sep).join("/")}`)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
