import { existsSync } from "node:fs";
import { join } from "node:path";
import { TercetError } from "../errors.ts";
import { buildContracts, sourceDirectory } from "./build.ts";
import { lintContracts } from "./lint-catalog.ts";
import { readIfThere } from "./read-file.ts";
import { refuseBreaking } from "./refuse-breaking.ts";
import { digest, filesOf, readReleased, releasedVersions, writeReleased } from "./released.ts";

/**
 * Releases a version: from now on its files are never changed. Returns the paths that it froze, none where they were
 * released already. Throws `TercetError` (`contract`) where the version is not there, was released differently, is not
 * as its source says, has errors that `contracts lint` names, or breaks the released version below it without being a new
 * major version.
 */
export async function releaseContract(catalog: string, service: string, version: string): Promise<readonly string[]> {
  const folder = `${service}/${version}`;
  const paths = await filesOf(catalog, folder);
  const contracts = paths.filter((path) => /^[^/]+\/[^/]+\/(openapi|asyncapi)\.(json|ya?ml)$/.test(path));
  if (contracts.length === 0) {
    throw new TercetError("contract", `There is no ${join(catalog, folder, "openapi.json")}; build it first.`);
  }
  const digests: Record<string, string> = {};
  for (const path of paths) digests[path] = digest((await readIfThere(join(catalog, path))) ?? "");

  const released = await readReleased(catalog);
  if (releasedVersions(released).has(folder)) {
    const before = Object.keys(released).filter((path) => path.startsWith(`${folder}/`));
    const changed = [...new Set([...before, ...paths])].filter((path) => released[path] !== digests[path]);
    if (changed.length === 0) return [];
    throw new TercetError(
      "contract",
      `${service}@${version} is released already, and ${changed.join(", ")} is no longer the same; add a new version.`,
    );
  }
  await refuseUnbuilt(catalog, folder);
  await refuseErrors(
    contracts.map((path) => join(catalog, path)),
    catalog,
    `${service}@${version}`,
  );
  await refuseBreaking(catalog, service, version, releasedVersions(released));
  await writeReleased(catalog, { ...released, ...digests });
  return paths;
}

/** Where contracts are authored beside the catalog, what is released is what the source says. */
async function refuseUnbuilt(catalog: string, folder: string): Promise<void> {
  if (!existsSync(sourceDirectory(catalog))) return;
  const { findings } = await buildContracts({ catalog, check: true });
  const finding = findings.find(({ path }) => path.startsWith(`${folder}/`));
  if (finding !== undefined) throw new TercetError("contract", `Nothing is released: ${finding.message}`);
}

async function refuseErrors(files: readonly string[], catalog: string, reference: string): Promise<void> {
  const { findings } = await lintContracts(files, { catalog, directory: process.cwd(), allowRemote: false });
  const errors = findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return;
  const { file, pointer, rule, message } = first;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more; run "tercet contracts lint ${file}")` : "";
  throw new TercetError(
    "contract",
    `${reference} is not released, it has errors: ${file}#${pointer} ${message}${more}`,
    { place: { file, pointer, rule } },
  );
}
