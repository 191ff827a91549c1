import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseReader } from "../../kit/database-view.ts";

/** Between two looks. */
const lookMilliseconds = 5;
/**
 * A server takes a moment to forget a connection that was closed: one counts as held when two looks that are so far apart
 * both show it.
 */
const heldMilliseconds = 25;

/** What was seen of a service's connections over some time. */
export interface Sighting {
  /** How often was looked. */
  readonly looks: number;
  /** The most connections that one look showed. */
  readonly most: number;
  /** The most connections that were surely held at once. */
  readonly held: number;
}

/** A watch that goes on until it is stopped. */
export interface Watch {
  readonly sighting: Sighting;
  /** Returns what was seen. Throws `TercetError` (`surroundings`) when the database could no longer be read. */
  stop(): Promise<Sighting>;
}

/** Looks at the connections again and again; what can be told so far stands in `sighting`. */
export function watchConnections(reader: DatabaseReader): Watch {
  const ended = new AbortController();
  /** The looks of the last moments, oldest first. */
  const recent: { readonly at: number; readonly ids: ReadonlySet<string> }[] = [];
  let sighting: Sighting = { looks: 0, most: 0, held: 0 };

  async function watch(): Promise<void> {
    while (!ended.signal.aborted) {
      const connections = await reader.connections();
      const at = performance.now();
      const ids = new Set(connections.map(({ id }) => id));
      while (recent[1] !== undefined && recent[1].at <= at - heldMilliseconds) recent.shift();
      const [earlier] = recent;
      const isOld = earlier !== undefined && earlier.at <= at - heldMilliseconds;
      const held = isOld ? [...ids].filter((id) => earlier.ids.has(id)).length : 0;
      recent.push({ at, ids });
      sighting = {
        looks: sighting.looks + 1,
        most: Math.max(sighting.most, ids.size),
        held: Math.max(sighting.held, held),
      };
      await sleep(lookMilliseconds, undefined, { signal: ended.signal }).catch(() => {});
    }
  }

  const watching = watch();
  // Who stops it hears of it; until then nobody else does.
  watching.catch(() => {});
  return {
    get sighting() {
      return sighting;
    },
    async stop() {
      ended.abort();
      await watching;
      return sighting;
    },
  };
}
