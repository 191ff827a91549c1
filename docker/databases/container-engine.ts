import { hostname } from "node:os";
import { type ContainerRuntimeClient, getContainerRuntimeClient, ImageName } from "testcontainers";
import { TercetError } from "../../contracts/index.ts";

const ownerProcessLabel = "tercet.owner.pid";
const ownerHostLabel = "tercet.owner.host";
const pullTimeoutMilliseconds = 300_000;
const reaperImage = process.env.RYUK_CONTAINER_IMAGE ?? "testcontainers/ryuk:0.14.0";

/** Labels by which a container of this process is known, so that a later run can sweep it. */
export const ownerLabels = { [ownerProcessLabel]: String(process.pid), [ownerHostLabel]: hostname() };

/** True where a container engine answers. */
export async function containerEngineAnswers(): Promise<boolean> {
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

/**
 * Gets the engine ready: what killed runs left is removed, and the reaper of testcontainers is left out where its image
 * cannot be had. Throws `TercetError` (`surroundings`) where no engine answers.
 */
export async function openContainerEngine(): Promise<ContainerRuntimeClient> {
  let client: ContainerRuntimeClient;
  try {
    client = await getContainerRuntimeClient();
  } catch (cause) {
    throw new TercetError(
      "surroundings",
      "No container engine answers: start one (Debian: docker/engine.sh), or use the embedded database.",
      { cause },
    );
  }
  await sweepContainers(client);
  if (process.env.TESTCONTAINERS_RYUK_DISABLED === undefined && !(await haveImage(client, reaperImage))) {
    process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  }
  return client;
}

/** True where the engine has the image; nothing is pulled. */
export async function imageExists(client: ContainerRuntimeClient, image: string): Promise<boolean> {
  return client.image.exists(ImageName.fromString(image));
}

/** True where the engine has the image or could pull it in bounded time. */
export async function haveImage(client: ContainerRuntimeClient, image: string): Promise<boolean> {
  if (await imageExists(client, image)) return true;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, pullTimeoutMilliseconds, false);
  });
  const pulled = client.image.pull(ImageName.fromString(image)).then(
    () => true,
    () => false,
  );
  return Promise.race([pulled, timeout]).finally(() => clearTimeout(timer));
}

/** Removes containers whose owner, a process on this host, is gone. */
async function sweepContainers(client: ContainerRuntimeClient): Promise<void> {
  const engine = client.container.dockerode;
  const containers = await engine.listContainers({
    all: true,
    filters: { label: [`${ownerHostLabel}=${hostname()}`] },
  });
  for (const { Id, Labels } of containers) {
    if (isAlive(Number(Labels[ownerProcessLabel]))) continue;
    // Another process may sweep at the same time.
    await engine
      .getContainer(Id)
      .remove({ force: true, v: true })
      .catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
