import { lt, rcompare, valid } from "semver";
import type { Change } from "../compatibility/change.ts";
import { adviseVersion, mayBreak } from "../compatibility/contract/semver.ts";
import { diffVersions, loadVersion, mergeDiffs } from "../compatibility/contract/versions.ts";
import { TercetError } from "../errors.ts";
import { listContracts, listMessageContracts } from "../model/catalog.ts";

/**
 * Refuses a version that breaks what the newest released version below it promised, unless it is a new major version (below
 * 1.0.0: a new minor one). What could not be decided is refused too: nobody showed that it breaks nobody. `released` are the
 * released folders, `customers/1.0.0`. Throws `TercetError` (`contract`) with the first change and how many there are.
 */
export async function refuseBreaking(
  catalog: string,
  service: string,
  version: string,
  released: ReadonlySet<string>,
): Promise<void> {
  const [earlier] = [...released]
    .filter((folder) => folder.startsWith(`${service}/`))
    .map((folder) => folder.slice(service.length + 1))
    .filter((other) => valid(other) !== null && lt(other, version))
    .sort(rcompare);
  if (earlier === undefined || mayBreak(earlier, version)) return;
  const entries = [...(await listContracts(catalog)), ...(await listMessageContracts(catalog))];
  const filesOf = (wanted: string) =>
    entries.filter((entry) => entry.service === service && entry.version === wanted).map(({ file }) => file);
  const [before, after] = [filesOf(earlier), filesOf(version)];
  // A released file that is gone is for the lint of the catalog to tell.
  if (before.length === 0 || after.length === 0) return;
  const diff = mergeDiffs(await diffVersions(await loadVersion(before), await loadVersion(after)));
  const { suggested } = adviseVersion(diff);
  for (const effect of ["breaking", "unknown"] as const) {
    const changes = diff.changes.filter((change) => change.effect === effect);
    const [first] = changes;
    if (first === undefined) continue;
    const kind = effect === "breaking" ? "it breaks what" : "it could not be shown to keep what";
    throw new TercetError(
      "contract",
      `${service}@${version} is not released, ${kind} ${earlier} promised: ${clauseOf(first)}${more(changes.length - 1)}; release it as ${suggested}, or take that back.`,
      { place: { file: after[0] as string, pointer: first.place.after ?? first.place.before ?? "", rule: first.rule } },
    );
  }
}

function clauseOf({ message }: Change): string {
  return message.replace(/\.$/, "");
}

function more(number: number): string {
  return number === 0 ? "" : ` (and ${number} more)`;
}
