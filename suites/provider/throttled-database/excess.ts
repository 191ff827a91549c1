import type { Sighting } from "./watch.ts";

/** From so many times what is declared on, one look is enough: no server forgets so slowly. */
const certainFactor = 2;

/** How many connections were held, where that is more than declared; undefined: it was not. */
export function excessOf({ most, held }: Sighting, maxConnections: number): number | undefined {
  if (held > maxConnections) return held;
  return most > certainFactor * maxConnections + 2 ? most : undefined;
}
