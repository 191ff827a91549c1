import type { EtcdSites } from "./etcd-sites.ts";
import type { PostgresSites } from "./postgres-sites.ts";
import type { WideArea } from "./wide-area.ts";

// Loaded late: testcontainers is large, and most commands need no container.

/** Starts etcd in three sites (etcd-sites.ts). Throws `TercetError` (`surroundings`), or the reason of the signal. */
export async function startEtcdSites(wideArea: WideArea, signal: AbortSignal): Promise<EtcdSites> {
  const sites = await import("./etcd-sites.ts");
  return sites.startEtcdSites(wideArea, signal);
}

/** Starts PostgreSQL in two sites (postgres-sites.ts). Throws `TercetError` (`surroundings`), or the reason of the signal. */
export async function startPostgresSites(wideArea: WideArea, signal: AbortSignal): Promise<PostgresSites> {
  const sites = await import("./postgres-sites.ts");
  return sites.startPostgresSites(wideArea, signal);
}
