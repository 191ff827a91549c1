import { randomBytes } from "node:crypto";
import type { ContainerRuntimeClient } from "testcontainers";
import { ownerLabels } from "../container-engine.ts";

/** Makes a network of containers. Its labels tell a later run whose it is. */
export async function createNetwork(
  client: ContainerRuntimeClient,
): Promise<{ readonly name: string; remove(): Promise<void> }> {
  const name = `tercet-${randomBytes(6).toString("hex")}`;
  const network = await client.network.create({ Name: name, Driver: "bridge", Labels: ownerLabels });
  return { name, remove: () => client.network.remove(network) };
}
