import { basename, dirname } from "node:path";
import { major, prerelease, rcompare, valid } from "semver";
import { listContracts } from "../model/catalog.ts";
import type { Contract } from "../model/contract.ts";
import { loadContract } from "../model/load.ts";
import { readReleased, releasedVersions } from "./released.ts";

/**
 * The newest released contract of each major version of a contract's service, the newest first, from the catalog that the
 * contract lies in (`<catalog>/<service>/<version>/openapi.json`, `released.json`). Empty where it lies in none; pre-releases do
 * not count. Throws `TercetError` (`contract`) where the catalog is damaged.
 */
export async function releasedMajors({ source }: Contract): Promise<readonly Contract[]> {
  const version = basename(dirname(source));
  const service = basename(dirname(dirname(source)));
  const catalog = dirname(dirname(dirname(source)));
  if (/^https?:/.test(source) || valid(version) === null) return [];
  const released = releasedVersions(await readReleased(catalog));
  const versions = [...released]
    .filter((name) => name.startsWith(`${service}/`))
    .map((name) => name.slice(service.length + 1))
    .filter((name) => valid(name) !== null && prerelease(name) === null)
    .sort(rcompare);
  const newest = versions.filter((one, index) => index === versions.findIndex((other) => major(other) === major(one)));
  const entries = (await listContracts(catalog)).filter((entry) => entry.service === service);
  const files = newest.flatMap((one) => entries.find((entry) => entry.version === one)?.file ?? []);
  return Promise.all(files.map((file) => loadContract(file)));
}
