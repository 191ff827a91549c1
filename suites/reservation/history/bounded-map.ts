/** A map that forgets its oldest entry when it is full, so that its size does not grow with the history. */
export interface BoundedMap<V> {
  get(key: number): V | undefined;
  /** Adds an entry with a key that is not there yet. */
  add(key: number, value: V): void;
  values(): readonly V[];
  /** True once an entry was forgotten: what is not found then may have been there. */
  readonly forgot: boolean;
}

/**
 * Makes an empty one that holds `capacity` entries at the most. Entries lie in a ring and are searched from the newest on:
 * with some hundreds of them, of which the newest are asked for, that is faster than hashing.
 */
export function createBoundedMap<V>(capacity: number): BoundedMap<V> {
  const keys: number[] = [];
  const values: V[] = [];
  let newest = -1;
  let forgot = false;
  return {
    get(key) {
      for (let index = newest; index >= 0; index--) if (keys[index] === key) return values[index];
      for (let index = keys.length - 1; index > newest; index--) if (keys[index] === key) return values[index];
      return undefined;
    },
    add(key, value) {
      newest = (newest + 1) % capacity;
      forgot ||= newest < keys.length;
      keys[newest] = key;
      values[newest] = value;
    },
    values: () => values,
    get forgot() {
      return forgot;
    },
  };
}
