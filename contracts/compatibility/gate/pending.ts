import type { FactIndex } from "./fact-index.ts";
import type { ServiceVersion } from "./service-version.ts";

/** What a main branch is called where nobody says. */
const usualMainBranches = ["main", "master", "trunk", "develop"];

/**
 * Whether a pact is pending: no version on the provider's main branch ever kept it, so that the provider cannot break what
 * it never promised. A version of which no branch is known counts as one of the main branch.
 */
export function isPending(digest: string, provider: string, index: FactIndex): boolean {
  return !index
    .all("verification")
    .some(
      (fact) =>
        fact.digest === digest &&
        fact.provider === provider &&
        fact.success &&
        isMainline({ service: provider, version: fact.providerVersion }, index),
    );
}

/** Whether a version was built from its service's main branch, as far as is known. */
export function isMainline(version: ServiceVersion, index: FactIndex): boolean {
  const branches = index.branchesOf(version);
  if (branches.length === 0) return true;
  const main = index.mainBranchOf(version.service);
  return branches.some((branch) => (main === undefined ? usualMainBranches.includes(branch) : branch === main));
}
