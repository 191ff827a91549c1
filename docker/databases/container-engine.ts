import type { ContainerRuntimeClient } from "testcontainers";
import { TercetError } from "../../contracts/index.ts";
import { sweepEngine } from "./containers/sweep.ts";

export { ownerLabels } from "./containers/sweep.ts";

const pullTimeoutMilliseconds = 300_000;
const reaperImage = process.env.RYUK_CONTAINER_IMAGE ?? "testcontainers/ryuk:0.14.0";

// Loaded late: testcontainers is large, and most commands need no container.
const testcontainers = () => import("testcontainers");

/** True where a container engine answers. */
export async function containerEngineAnswers(): Promise<boolean> {
  const { getContainerRuntimeClient } = await testcontainers();
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
  const { getContainerRuntimeClient } = await testcontainers();
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
  await sweepEngine(client);
  if (process.env.TESTCONTAINERS_RYUK_DISABLED === undefined && !(await haveImage(client, reaperImage))) {
    process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  }
  return client;
}

/** True where the engine has the image; nothing is pulled. */
export async function imageExists(client: ContainerRuntimeClient, image: string): Promise<boolean> {
  const { ImageName } = await testcontainers();
  return client.image.exists(ImageName.fromString(image));
}

/** True where the engine has the image or could pull it in bounded time. */
export async function haveImage(client: ContainerRuntimeClient, image: string): Promise<boolean> {
  if (await imageExists(client, image)) return true;
  const { ImageName } = await testcontainers();
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
