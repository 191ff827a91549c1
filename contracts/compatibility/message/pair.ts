/** What stands in both versions, and what only in one of them. */
export interface Paired<Item> {
  readonly both: readonly (readonly [before: Item, after: Item])[];
  readonly removed: readonly Item[];
  readonly added: readonly Item[];
}

/**
 * Finds which items of two versions are the same: by the first of the identities that tells, each item once. An identity
 * that is undefined tells nothing.
 */
export function pair<Item>(
  before: readonly Item[],
  after: readonly Item[],
  ...identities: readonly ((item: Item) => string | undefined)[]
): Paired<Item> {
  const both: (readonly [Item, Item])[] = [];
  let [removed, added] = [[...before], [...after]];
  for (const identity of identities) {
    for (const item of [...removed]) {
      const same = added.find((other) => identity(item) !== undefined && identity(other) === identity(item));
      if (same === undefined) continue;
      both.push([item, same]);
      removed = removed.filter((other) => other !== item);
      added = added.filter((other) => other !== same);
    }
  }
  return { both, removed, added };
}
