import { setTimeout as delay } from "node:timers/promises";
import type { SiteName } from "../../../docker/index.ts";
import type { SiteStore } from "./store.ts";

/** Nearly twice what an answer takes when the sites are as far from each other as they can be. */
const promptMilliseconds = 600;
const pauseMilliseconds = 200;

/** Knows when the store was out of order. */
export interface OutageWatch {
  /** For how long it has been, in milliseconds. */
  readonly downMilliseconds: number;
  /** Returns when it watches no more. */
  stop(): Promise<void>;
}

/**
 * Asks the servers of some sites over and over whether they agree, and tells when none of them does: while a leader is
 * elected, or this machine has too much else to do, nobody can be held to a bound.
 */
export function watchForOutages(
  store: SiteStore,
  sites: readonly SiteName[],
  tell: (fault: "store-down" | "store-up") => void,
): OutageWatch {
  const ending = new AbortController();
  let downSince: number | undefined;
  let downMilliseconds = 0;
  const down = () => (downSince === undefined ? 0 : performance.now() - downSince);

  const watch = async () => {
    while (!ending.signal.aborted) {
      const agrees = await Promise.any(sites.map((site) => store.agrees(site, promptMilliseconds))).then(
        () => true,
        () => false,
      );
      if (ending.signal.aborted) return;
      if (agrees && downSince !== undefined) {
        downMilliseconds += down();
        downSince = undefined;
        tell("store-up");
      } else if (!agrees && downSince === undefined) {
        downSince = performance.now();
        tell("store-down");
      }
      await delay(pauseMilliseconds, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  const watching = watch();
  return {
    get downMilliseconds() {
      return downMilliseconds + down();
    },
    async stop() {
      ending.abort();
      await watching;
    },
  };
}
