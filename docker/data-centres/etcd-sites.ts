import { GenericContainer, type StartedTestContainer, Wait } from "testcontainers";
import { reasonOf, TercetError } from "../../contracts/index.ts";
import { openContainerEngine, ownerLabels } from "../databases/container-engine.ts";
import { chooseImage } from "../databases/containers/image.ts";
import { createNetwork } from "../databases/containers/network.ts";
import { untilServes } from "../databases/until-serves.ts";
import { type EtcdStatus, etcdStatus } from "./etcd-status.ts";
import { type Address, type Relay, startRelay } from "./relay.ts";
import { type WayToHost, wayToHost } from "./way-to-host.ts";
import { type Direction, directions, type SiteName, siteNames, type WideArea } from "./wide-area.ts";

const clientPort = 2379;
const peerPort = 2380;
const serveTimeoutMilliseconds = 60_000;
const heartbeatMilliseconds = 150;
/** Ten times the longest way there and back between the sites, as etcd's manual asks for ("Tuning", time parameters). */
const electionMilliseconds = 1_600;

/** A cluster of three nodes, one in each site. */
export interface EtcdSites {
  /** Where a node serves its clients, as this machine reaches it: not through the wide-area network. */
  readonly nodes: Readonly<Record<SiteName, Address>>;
  /** As the nodes give it: `3.4.23`. */
  readonly version: string;
  /** Ends and removes nodes, relays and networks; may be called again. */
  stop(): Promise<void>;
}

/** The network of one site, and how its containers reach this machine. */
interface SiteNetwork extends WayToHost {
  readonly name: string;
  remove(): Promise<void>;
}

/**
 * Starts etcd in three networks, one node in each. What a node sends to another one goes through the wide-area network:
 * each node advertises two peer addresses, one for each of the others, and each of these leads to a relay of its own.
 * Throws `TercetError` (`surroundings`) with the remedy, or the reason of the signal; nothing is left then.
 */
export async function startEtcdSites(wideArea: WideArea, signal?: AbortSignal): Promise<EtcdSites> {
  const client = await openContainerEngine();
  const image = await chooseImage(client, "etcd");
  const networks = new Map<SiteName, SiteNetwork>();
  const relays = new Map<string, Relay>();
  const containers = new Map<SiteName, StartedTestContainer>();
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      await settleAll([...containers.values()].map((one) => one.stop({ timeout: 0, removeVolumes: true })));
      await settleAll([...relays.values()].map((relay) => relay.close()));
      await settleAll([...networks.values()].map((network) => network.remove()));
    })();
    return stopped;
  };
  const addressOf = (site: SiteName, port: number): Address | undefined => {
    const container = containers.get(site);
    return container && { host: container.getHost(), port: container.getMappedPort(port) };
  };
  const start = async (site: SiteName) => {
    const { name, hostAddress } = networks.get(site) as SiteNetwork;
    const container = await new GenericContainer(image)
      .withCommand(command(site, (direction) => (relays.get(peerName(direction)) as Relay).port))
      .withExposedPorts(clientPort, peerPort)
      .withNetworkMode(name)
      // The other sites' ways lead nowhere from here: etcd goes on to the next address of the peer.
      .withExtraHosts(
        directions.map((way) => ({ host: peerName(way), ipAddress: way.from === site ? hostAddress : "127.0.0.1" })),
      )
      .withLabels(ownerLabels)
      .withWaitStrategy(Wait.forAll([]))
      .start();
    containers.set(site, container);
  };
  try {
    for (const site of siteNames) {
      const network = await createNetwork(client);
      networks.set(site, { ...network, ...(await wayToHost(client, network.name)) });
    }
    for (const { from, to } of directions) {
      const host = (networks.get(from) as SiteNetwork).listenHost;
      const route = () => {
        const address = addressOf(to, peerPort);
        return address && { ...address, to };
      };
      relays.set(peerName({ from, to }), await startRelay({ wideArea, from, host, route }));
    }
    signal?.throwIfAborted();
    await settleAll(siteNames.map(start));
    const nodes = Object.fromEntries(
      siteNames.map((site) => [site, addressOf(site, clientPort)]),
    ) as EtcdSites["nodes"];
    const serving = siteNames.map((site) => untilHasLeader(nodes[site], signal));
    const [status] = (await Promise.all(serving)) as [EtcdStatus];
    return { nodes, version: status.version, stop };
  } catch (cause) {
    const reached = [...relays.values()].some(({ exchanges }) => exchanges > 0);
    await stop();
    signal?.throwIfAborted();
    const remedy = reached
      ? "Name another image in TERCET_ETCD_IMAGE."
      : "Containers must be able to reach this machine: look whether a firewall forbids it.";
    throw new TercetError(
      "surroundings",
      `etcd does not start in three sites from the image ${image}: ${reasonOf(cause)}. ${remedy}`,
      { cause },
    );
  }
}

/** The name by which `from` knows its way to `to`. */
function peerName({ from, to }: Direction): string {
  return `${to}-from-${from}`;
}

function command(site: SiteName, portOf: (direction: Direction) => number): string[] {
  const addressesOf = (member: SiteName) =>
    directions.filter(({ to }) => to === member).map((way) => `http://${peerName(way)}:${portOf(way)}`);
  const members = siteNames.flatMap((member) => addressesOf(member).map((address) => `${member}=${address}`));
  return [
    "etcd",
    `--name=${site}`,
    "--data-dir=/tmp/etcd",
    `--listen-client-urls=http://0.0.0.0:${clientPort}`,
    `--advertise-client-urls=http://${site}:${clientPort}`,
    `--listen-peer-urls=http://0.0.0.0:${peerPort}`,
    `--initial-advertise-peer-urls=${addressesOf(site).join(",")}`,
    `--initial-cluster=${members.join(",")}`,
    `--heartbeat-interval=${heartbeatMilliseconds}`,
    `--election-timeout=${electionMilliseconds}`,
    // A node that was cut off asks before it stands for election, so that its return disturbs no leader.
    "--pre-vote",
    // No machine goes down here.
    "--unsafe-no-fsync",
  ];
}

async function untilHasLeader(node: Address, signal: AbortSignal | undefined): Promise<EtcdStatus> {
  return untilServes({
    ask: async () => {
      const status = await etcdStatus(node);
      if (status.leader === undefined) throw new Error("the node has no leader");
      return status;
    },
    timeoutMilliseconds: serveTimeoutMilliseconds,
    signal,
  });
}

/** Waits for all of them, also where one fails, since what is still being started could not be removed; throws then. */
async function settleAll(all: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(all)) if (one.status === "rejected") throw one.reason;
}
