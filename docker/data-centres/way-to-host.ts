import { once } from "node:events";
import { createServer } from "node:net";
import type { ContainerRuntimeClient } from "testcontainers";

/** How the containers of a site's network reach this machine. The engine lets nothing pass between two networks. */
export interface WayToHost {
  /** The address at which this machine listens for them. */
  readonly listenHost: string;
  /** The same address, as the engine is told it for a container's `/etc/hosts`. */
  readonly hostAddress: string;
}

/**
 * Finds how the containers of a network reach this machine. Where the engine runs on it, the network's gateway is an address
 * of this machine that nobody outside reaches. Where it runs in a virtual machine, it leads them to the loopback interface.
 */
export async function wayToHost(client: ContainerRuntimeClient, network: string): Promise<WayToHost> {
  const { IPAM } = await client.container.dockerode.getNetwork(network).inspect();
  const gateway = IPAM?.Config?.[0]?.Gateway;
  if (gateway !== undefined && (await isOwnAddress(gateway))) return { listenHost: gateway, hostAddress: gateway };
  return { listenHost: "127.0.0.1", hostAddress: "host-gateway" };
}

/** Not asked of `os.networkInterfaces()`, which leaves out the bridge of a network without containers. */
async function isOwnAddress(address: string): Promise<boolean> {
  const server = createServer().listen(0, address);
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
