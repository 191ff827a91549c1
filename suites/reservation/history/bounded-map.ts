/**
 * A map that forgets its oldest entry when it is full, so that its size does not grow with the history. Entries lie in a
 * ring and are searched from the newest on: with some hundreds of them, of which the newest are asked for, that is faster
 * than hashing.
 */
export class BoundedMap<V> {
  readonly #capacity: number;
  readonly #keys: number[] = [];
  readonly #values: V[] = [];
  #newest = -1;
  #forgot = false;

  /** Holds so many entries at the most. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: number): V | undefined {
    const keys = this.#keys;
    const newest = this.#newest;
    for (let index = newest; index >= 0; index--) if (keys[index] === key) return this.#values[index];
    for (let index = keys.length - 1; index > newest; index--) if (keys[index] === key) return this.#values[index];
    return undefined;
  }

  /** Adds an entry with a key that is not there yet. */
  add(key: number, value: V): void {
    this.#newest = (this.#newest + 1) % this.#capacity;
    this.#forgot ||= this.#newest < this.#keys.length;
    this.#keys[this.#newest] = key;
    this.#values[this.#newest] = value;
  }

  /** True once an entry was forgotten: what is not found then may have been there. */
  get forgot(): boolean {
    return this.#forgot;
  }

  values(): readonly V[] {
    return this.#values;
  }
}
