import { type FactIndex, isMainline } from "../../../contracts/index.ts";
import type { SelectedPact, Selection } from "./select-pacts.ts";

/** The line of development for which a provider's build asks. */
export interface ProviderLine {
  readonly provider: string;
  /** None, and no tags: the main branch. */
  readonly branch: string | undefined;
  readonly tags: readonly string[];
}

/** Whether a version of this line kept a pact: what it kept, it may not break. */
export function isKept(digest: string, { provider, branch, tags }: ProviderLine, index: FactIndex): boolean {
  return index
    .all("verification")
    .filter((fact) => fact.success && fact.digest === digest)
    .map(({ providerVersion }) => ({ service: provider, version: providerVersion }))
    .some((version) => {
      if (branch !== undefined) return index.branchesOf(version).includes(branch);
      if (tags.length > 0) return index.tagsOf(version).some((tag) => tags.includes(tag));
      return isMainline(version, index);
    });
}

/**
 * The newest pacts of every consumer branch that were published since then, that nobody selected and this line never kept:
 * verified for their consumers to know, and failing nothing.
 */
export function workInProgress(
  since: string,
  selected: readonly SelectedPact[],
  { catalogue, provider }: Selection,
  line: ProviderLine,
  index: FactIndex,
): readonly SelectedPact[] {
  const known = new Set(selected.map(({ fact }) => fact.digest));
  const heads = new Map<string, SelectedPact>();
  for (const fact of catalogue.pactsWith(provider)) {
    const version = catalogue.find({ service: fact.consumer, version: fact.consumerVersion });
    for (const branch of version?.branches ?? []) {
      heads.set(`${fact.consumer}\n${branch}`, { fact, reasons: [`branch ${branch}, as work in progress`] });
    }
  }
  const open = [...heads.values()].filter(
    ({ fact }) => fact.at >= since && !known.has(fact.digest) && !isKept(fact.digest, line, index),
  );
  return [...new Map(open.map((one) => [one.fact.digest, one])).values()];
}
