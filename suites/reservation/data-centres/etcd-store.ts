import { setTimeout as delay } from "node:timers/promises";
import { createRandom, TercetError } from "../../../contracts/index.ts";
import { agrees, createWideArea, moveLeader, siteNames, startEtcdSites } from "../../../docker/index.ts";
import type { SiteStore } from "./store.ts";
import { siteDelayMilliseconds } from "./timing.ts";

const readyMilliseconds = 30_000;
const agreeMilliseconds = 2_000;
const pauseMilliseconds = 100;

/**
 * Starts etcd in three sites; the seed decides how far they are from each other. Throws `TercetError` (`surroundings`) with
 * the remedy; nothing is left then.
 */
export async function startEtcdStore(seed: number, signal: AbortSignal): Promise<SiteStore> {
  const random = createRandom(seed, "distances");
  const wideArea = createWideArea(() => random.integer(siteDelayMilliseconds.least, siteDelayMilliseconds.most));
  const { nodes, version, stop } = await startEtcdSites(wideArea, signal);
  return {
    title: `etcd ${version}, three nodes in three sites, container`,
    wideArea,
    waysFrom: () => siteNames.map((to) => () => ({ ...nodes[to], to })),
    url: (addresses) => addresses.map(({ host, port }) => `http://${host}:${port}`).join(","),
    async prepare(random, signal) {
      const leader = random.pick(siteNames);
      const deadline = performance.now() + readyMilliseconds;
      for (;;) {
        try {
          await moveLeader(nodes, leader);
          await Promise.all(siteNames.map((site) => agrees(nodes[site], agreeMilliseconds)));
          return;
        } catch (cause) {
          signal.throwIfAborted();
          if (performance.now() < deadline) await delay(pauseMilliseconds, undefined, { signal });
          else
            throw new TercetError(
              "surroundings",
              `etcd does not agree ${readyMilliseconds / 1000} s after its sites were healed.`,
              { cause },
            );
        }
      }
    },
    agrees: (site, timeoutMilliseconds) => agrees(nodes[site], timeoutMilliseconds),
    // A majority elects its leader by itself.
    respond: async () => {},
    stop,
  };
}
