import { dirname, join } from "node:path";
import { readIfThere } from "./read-file.ts";
import { type CatalogFinding, checkReleased, readReleased, releasedVersions, violation } from "./released.ts";
import { loadSources } from "./sources.ts";
import { writeWhole } from "./write-file.ts";

/** What a build did, as paths in the catalog. */
export interface BuildResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Files that are not as their source says, or that changed after their release. */
  readonly findings: readonly CatalogFinding[];
}

/** The folder in which contracts are authored: `source` beside the catalog. */
export function sourceDirectory(catalog: string): string {
  return join(dirname(catalog), "source");
}

/**
 * Builds the catalog from its sources. With `check` nothing is written, and each file that differs is a finding.
 * A file of a released version is never written; where its source differs, that is a finding.
 * Throws `TercetError` (`contract`) where the sources cannot be used.
 */
export async function buildContracts({
  catalog,
  source = sourceDirectory(catalog),
  check,
}: {
  readonly catalog: string;
  readonly source?: string;
  readonly check: boolean;
}): Promise<BuildResult> {
  const files = await loadSources(source);
  const released = await readReleased(catalog);
  const frozen = releasedVersions(released);
  const written: string[] = [];
  const unchanged: string[] = [];
  const findings = [...(await checkReleased(catalog, released))];
  for (const { path, text, source: origin } of files) {
    const file = join(catalog, path);
    const present = await readIfThere(file);
    if (present?.equals(Buffer.from(text))) {
      unchanged.push(path);
    } else if (frozen.has(dirname(path))) {
      // A file that was itself touched is told of already.
      if (!findings.some((finding) => finding.path === path)) {
        findings.push(violation(path, `is released, but its source ${origin} says something else; restore the source`));
      }
    } else if (check) {
      const what = present === undefined ? "is missing" : `differs from its source ${origin}`;
      findings.push({ path, rule: "built-from-source", message: `${path} ${what}; run "tercet contracts build".` });
    } else {
      await writeWhole(file, text);
      written.push(path);
    }
  }
  return { written, unchanged, findings };
}
