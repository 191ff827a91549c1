/** A map by identity (`identityOf`, or any whole number but 0) that only grows. */
export interface IdentityMap<V> {
  get(key: number): V | undefined;
  /** Adds an entry with a key that is not there yet. */
  add(key: number, value: V): void;
  readonly size: number;
  /** In the order in which they were added. */
  values(): readonly V[];
}

/**
 * Makes an empty one: open addressing over an array of doubles. `Map` would put each key into an object of its own to hash
 * it, since identities have 53 bits, and that is what most of an event's time would go to.
 */
export function createIdentityMap<V>(): IdentityMap<V> {
  let keys = new Float64Array(16);
  let places = new Int32Array(keys.length);
  const values: V[] = [];

  function placeOf(key: number): number {
    const mask = keys.length - 1;
    let at = (Math.imul(key | 0, 0x9e37_79b1) >>> 8) & mask;
    while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  function grow(): void {
    const [oldKeys, oldPlaces] = [keys, places];
    keys = new Float64Array(oldKeys.length * 2);
    places = new Int32Array(keys.length);
    oldKeys.forEach((key, at) => {
      if (key !== 0) put(key, oldPlaces[at] as number);
    });
  }

  function put(key: number, place: number): void {
    const at = placeOf(key);
    keys[at] = key;
    places[at] = place;
  }

  return {
    get(key) {
      const at = placeOf(key);
      return keys[at] === 0 ? undefined : values[places[at] as number];
    },
    add(key, value) {
      if (2 * values.length >= keys.length) grow();
      put(key, values.length);
      values.push(value);
    },
    get size() {
      return values.length;
    },
    values: () => values,
  };
}
