import { type SiteName, startRelay } from "../../../docker/index.ts";
import type { SiteStore } from "./store.ts";

/** What leads one worker to the store. */
export interface WorkerWays {
  readonly url: string;
  /** How many requests it has sent into each site; empty where it has no choice. */
  requests(): Readonly<Partial<Record<SiteName, number>>>;
  /** Ends connections whose way leads elsewhere by now. */
  reroute(): void;
  close(): Promise<void>;
}

/** Opens relays of its own for a worker of a site. */
export async function openWorkerWays(store: SiteStore, from: SiteName): Promise<WorkerWays> {
  const { wideArea } = store;
  const ways = store.waysFrom(from);
  const led = ways.map((route) => route().to);
  const relays = await Promise.all(ways.map((route) => startRelay({ wideArea, from, host: "127.0.0.1", route })));
  return {
    url: store.url(relays),
    requests: () => {
      if (ways.length === 1) return {};
      return Object.fromEntries(relays.map((relay, index) => [led[index], relay.exchanges]));
    },
    reroute() {
      for (const [index, route] of ways.entries()) {
        const { to } = route();
        if (led[index] !== to) relays[index]?.reset();
        led[index] = to;
      }
    },
    async close() {
      await Promise.all(relays.map((relay) => relay.close()));
    },
  };
}
