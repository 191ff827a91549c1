import { randomBytes } from "node:crypto";
import { openContainerEngine } from "../databases/container-engine.ts";
import { type Stage, startInContainers } from "../databases/containers/start.ts";
import { ask } from "../databases/postgres/ask.ts";
import { primaryServer, standbyServer } from "../databases/postgres/container-servers.ts";
import { createFailover, createStandbyRole, untilStandbyFollows } from "../databases/postgres/failover.ts";
import { standbyConnection } from "../databases/postgres/replication-settings.ts";
import { serverVersion } from "../databases/postgres/server-version.ts";
import { type Address, type Relay, startRelay } from "./relay.ts";
import { wayToHost } from "./way-to-host.ts";
import type { WideArea } from "./wide-area.ts";

/** A primary in one data centre, and its asynchronous standby in the other. */
export interface PostgresSites {
  /** As this machine reaches them: not through the wide-area network. */
  readonly nodes: Readonly<Record<"dc1" | "dc2", Address>>;
  /** As the server gives it: `18.4`. */
  readonly version: string;
  /** Of a user that may do everything, at this address. */
  url(at: Address): string;
  /** Resolves when the server in that data centre answers and takes writes; rejects when it does not. */
  serves(site: "dc1" | "dc2"): Promise<void>;
  /** Makes dc2's server the primary; dc1's is not told, since nobody may reach it. Returns when it takes writes. */
  promote(): Promise<void>;
  /** Ends and removes servers, relays and networks; may be called again. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in two networks; what the standby fetches comes through the wide-area network. Throws `TercetError`
 * (`surroundings`) with the remedy, or the reason of the signal; nothing is left then.
 */
export async function startPostgresSites(wideArea: WideArea, signal?: AbortSignal): Promise<PostgresSites> {
  const client = await openContainerEngine();
  const password = randomBytes(16).toString("hex");
  const url = ({ host, port }: Address) => `postgres://postgres:${password}@${host}:${port}/postgres`;
  const askVersion = (at: Address) => serverVersion(url(at));
  let made: { readonly dc1: Address; readonly dc2: Address; promote(): Promise<unknown> } | undefined;
  let relay: Relay | undefined;

  const arrange = async ({ serve, network }: Stage) => {
    const common = { password, ask: askVersion };
    const [network1, network2] = [await network(), await network()];
    const primary = await serve(primaryServer({ ...common, network: network1 }));
    await createStandbyRole(url(primary), password);
    const { listenHost, hostAddress } = await wayToHost(client, network2);
    const route = () => ({ host: primary.host, port: primary.port, to: "dc1" as const });
    relay = await startRelay({ wideArea, from: "dc2", host: listenHost, route });
    // By that name, engines in a virtual machine know this machine.
    const host = hostAddress === "host-gateway" ? "host.docker.internal" : hostAddress;
    const connection = standbyConnection({ host, port: relay.port, password });
    const standby = await serve(standbyServer({ ...common, network: network2, connection }));
    await untilStandbyFollows(url(primary));
    const urls = { primaryUrl: url(primary), standbyUrl: url(standby) };
    const { failOver } = createFailover({ ...urls, standby, killPrimary: async () => {} });
    made = { dc1: primary, dc2: standby, promote: failOver };
    return { url: url(primary), version: await askVersion(primary), nodes: [primary] };
  };
  const { version, stop } = await startInContainers("postgres", arrange, signal).catch(async (error: unknown) => {
    await relay?.close();
    throw error;
  });
  if (made === undefined) throw new Error("PostgreSQL was not arranged");
  const { dc1, dc2, promote } = made;
  const nodes = { dc1, dc2 };
  return {
    nodes,
    version,
    url,
    async serves(site) {
      const [row] = await ask<{ standby: boolean }>(url(nodes[site]), "SELECT pg_is_in_recovery() AS standby");
      if (row?.standby !== false) throw new Error(`the server in ${site} takes no writes`);
    },
    promote: async () => void (await promote()),
    async stop() {
      await stop();
      await relay?.close();
    },
  };
}
