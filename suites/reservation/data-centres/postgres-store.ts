import { setTimeout as delay } from "node:timers/promises";
import { createRandom } from "../../../contracts/index.ts";
import { createWideArea, type SiteName, startPostgresSites } from "../../../docker/index.ts";
import type { SiteStore } from "./store.ts";
import { siteDelayMilliseconds } from "./timing.ts";

/** How long an operator, or a program in their place, takes to decide that a data centre is lost. */
const decisionMilliseconds = 1_000;

/**
 * Starts PostgreSQL with a primary in dc1 and an asynchronous standby in dc2, which is promoted when dc1 is cut off. Workers
 * go to whichever they are told is the primary; those in dc1 are told of another one when their site is healed. It serves for
 * one cut. Throws `TercetError` (`surroundings`) with the remedy; nothing is left then.
 */
export async function startPostgresStore(seed: number, signal: AbortSignal): Promise<SiteStore> {
  const random = createRandom(seed, "distances");
  const wideArea = createWideArea(() => random.integer(siteDelayMilliseconds.least, siteDelayMilliseconds.most));
  const { nodes, version, url, serves, promote, stop } = await startPostgresSites(wideArea, signal);
  let promoted = false;
  /** A site that is cut off from dc2 does not learn that dc2 was promoted. */
  const primaryFor = (from: SiteName) => (promoted && !wideArea.isCut({ from: "dc2", to: from }) ? "dc2" : "dc1");
  return {
    title: `PostgreSQL ${version}, a primary in dc1 with an asynchronous standby in dc2, container`,
    wideArea,
    waysFrom: (from) => [() => ({ ...nodes[primaryFor(from)], to: primaryFor(from) })],
    url: ([at]) => {
      if (at === undefined) throw new Error("there is one way to PostgreSQL");
      return url(at);
    },
    prepare: async () => serves("dc1"),
    async agrees(site, timeoutMilliseconds) {
      const to = primaryFor(site);
      const isCut = wideArea.isCut({ from: site, to }) || wideArea.isCut({ from: to, to: site });
      if (isCut) throw new Error(`${site} does not reach the primary`);
      const late = delay(timeoutMilliseconds, undefined, { ref: false }).then(() => {
        throw new Error(`the primary does not answer in ${timeoutMilliseconds} ms`);
      });
      await Promise.race([serves(to), late]);
    },
    async respond(_cut, signal) {
      await delay(decisionMilliseconds, undefined, { signal });
      await promote();
      promoted = true;
    },
    stop,
  };
}
