import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { ContainerRuntimeClient } from "testcontainers";
import { isAlive } from "../is-alive.ts";

const ownerProcessLabel = "tercet.owner.pid";
const ownerHostLabel = "tercet.owner.host";
const removalMilliseconds = 10_000;
const pauseMilliseconds = 50;

/** Labels by which containers, networks and volumes of this process are known, so that a later run can sweep them. */
export const ownerLabels = { [ownerProcessLabel]: String(process.pid), [ownerHostLabel]: hostname() };

/**
 * Removes containers (also paused ones), then networks and volumes, whose owner, a process on this host, is gone. What cannot
 * be removed is left to the next sweep, and stops no start.
 */
export async function sweepEngine(client: ContainerRuntimeClient): Promise<void> {
  const engine = client.container.dockerode;
  const filters = { label: [`${ownerHostLabel}=${hostname()}`] };
  const ours = { filters: JSON.stringify(filters) };
  for (const { Id } of (await engine.listContainers({ all: true, filters })).filter(isOrphan)) {
    await removeContainer(engine.getContainer(Id));
  }
  for (const { Id } of (await engine.listNetworks(ours)).filter(isOrphan)) {
    await engine
      .getNetwork(Id)
      .remove()
      .catch(() => {});
  }
  for (const { Name } of (await engine.listVolumes(ours)).Volumes.filter(isOrphan)) {
    await engine
      .getVolume(Name)
      .remove()
      .catch(() => {});
  }
}

type EngineContainer = ReturnType<ContainerRuntimeClient["container"]["getById"]>;

/** Waits for another process that removes it at the same time (status 409): only then its network and its volumes can go. */
async function removeContainer(container: EngineContainer): Promise<void> {
  const deadline = performance.now() + removalMilliseconds;
  let status: number | undefined = 409;
  while (status === 409 && performance.now() < deadline) {
    status = await container.remove({ force: true, v: true }).then(
      () => undefined,
      (error: { statusCode?: number }) => error.statusCode,
    );
    if (status === 409) await delay(pauseMilliseconds);
  }
}

function isOrphan({ Labels }: { readonly Labels?: Readonly<Record<string, string>> | undefined }): boolean {
  return !isAlive(Number(Labels?.[ownerProcessLabel]));
}
