import { capabilities } from "../capabilities.ts";
import { startInContainers } from "../containers/start.ts";
import type { StartDatabaseOptions, StartedDatabase } from "../database.ts";

const { port } = capabilities.etcd;
const peerPort = 2380;
const first = "etcd1";
const names = [first, "etcd2", "etcd3"];
const askMilliseconds = 2_000;

/** Starts a cluster of three nodes in containers by testcontainers. Throws `TercetError` (`surroundings`) with the remedy. */
export async function startEtcdContainers(options: Omit<StartDatabaseOptions, "how">): Promise<StartedDatabase> {
  return startInContainers(
    "etcd",
    async ({ serve, network }) => {
      const shared = await network();
      const cluster = names.map((name) => `${name}=http://${name}:${peerPort}`).join(",");
      const start = (name: string) =>
        serve({
          name,
          port,
          network: shared,
          command: ({ host, port: hostPort }) => [
            "etcd",
            `--name=${name}`,
            "--data-dir=/tmp/etcd",
            `--listen-client-urls=http://0.0.0.0:${port}`,
            `--advertise-client-urls=http://${host}:${hostPort}`,
            `--listen-peer-urls=http://0.0.0.0:${peerPort}`,
            `--initial-advertise-peer-urls=http://${name}:${peerPort}`,
            `--initial-cluster=${cluster}`,
            // One of them asks for votes at once. Were it all three, they would split them, and wait a second to ask again.
            `--initial-election-tick-advance=${name === first}`,
            // What a node acknowledged survives its crash: the pages stay with the system. Only a power cut would lose it.
            "--unsafe-no-fsync",
          ],
          ask: askHealth,
        });
      const nodes = await Promise.all(names.map(start));
      const url = urlOf(nodes[0] as { host: string; port: number });
      const { etcdserver } = (await ask(`${url}/version`)) as { etcdserver: string };
      return { url, version: etcdserver, nodes };
    },
    options.signal,
  );
}

/** A node is healthy when it knows a leader and reads through it (etcd, "Monitoring", health check). */
async function askHealth(address: { host: string; port: number }): Promise<void> {
  const { health } = (await ask(`${urlOf(address)}/health`)) as { health: string };
  if (health !== "true") throw new Error("the node has no leader");
}

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(askMilliseconds) });
  return response.json();
}

function urlOf({ host, port: hostPort }: { readonly host: string; readonly port: number }): string {
  return `http://${host}:${hostPort}`;
}
