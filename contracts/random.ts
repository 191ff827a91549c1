import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded source of chance: the same seed and label give the same sequence on every machine. */
export interface Random {
  /** A whole number, both ends included. */
  integer(minimum: number, maximum: number): number;
  boolean(): boolean;
  /** One of a non-empty list. */
  pick<T>(list: readonly T[]): T;
  /** An independent source for a named part, so that adding one part does not change what another one draws. */
  fork(label: string): Random;
}

/** Makes a source from a 32-bit seed. */
export function createRandom(seed: number, label = ""): Random {
  const generator = xoroshiro128plus(hash(`${seed}/${label}`));
  const integer = (minimum: number, maximum: number) => uniformInt(generator, minimum, maximum);
  return {
    integer,
    boolean: () => integer(0, 1) === 1,
    pick: (list) => {
      if (list.length === 0) throw new RangeError("pick() needs a non-empty list");
      return list[integer(0, list.length - 1)] as (typeof list)[number];
    },
    fork: (part) => createRandom(seed, `${label}/${part}`),
  };
}

/** FNV-1a, 32 bits: spreads labels over seeds. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
