import { randomBytes } from "node:crypto";
import { type ContainerRuntimeClient, GenericContainer, Wait } from "testcontainers";
import { TercetError } from "../../../contracts/index.ts";
import { capabilities } from "../capabilities.ts";
import { haveImage, imageExists, openContainerEngine, ownerLabels } from "../container-engine.ts";
import type { StartedDatabase } from "../database.ts";
import { serverVersion } from "./server-version.ts";

const { image, debianImage, imageVariable, port, maxConnections } = capabilities.postgres;
const startupTimeoutMilliseconds = 90_000;

/** Starts PostgreSQL in a container by testcontainers. Throws `TercetError` (`surroundings`) with the remedy. */
export async function startPostgresContainer(signal?: AbortSignal): Promise<StartedDatabase> {
  const client = await openContainerEngine();
  signal?.throwIfAborted();
  const chosen = await chooseImage(client);
  const password = randomBytes(16).toString("hex");
  const container = await new GenericContainer(chosen)
    .withEnvironment({ POSTGRES_USER: "postgres", POSTGRES_PASSWORD: password, POSTGRES_DB: "postgres" })
    .withCommand(["postgres", "-c", "fsync=off", "-c", `max_connections=${maxConnections}`])
    .withExposedPorts(port)
    .withLabels(ownerLabels)
    // While the entrypoint prepares the data, the server listens on its socket file alone.
    .withWaitStrategy(Wait.forSuccessfulCommand("pg_isready --host 127.0.0.1 --username postgres"))
    .withStartupTimeout(startupTimeoutMilliseconds)
    .start()
    .catch((cause: Error) => {
      throw new TercetError(
        "surroundings",
        `PostgreSQL does not start from the image ${chosen}: ${cause.message}. Name another image in ${imageVariable}.`,
        { cause },
      );
    });
  let stopped: Promise<unknown> | undefined;
  const stop = async () => {
    stopped ??= container.stop({ timeout: 0, removeVolumes: true });
    await stopped;
  };
  try {
    signal?.throwIfAborted();
    const host = container.getHost();
    const url = `postgres://postgres:${password}@${host}:${container.getMappedPort(port)}/postgres`;
    const version = await serverVersion(url);
    return { name: "postgres", how: "container", url, host, port: container.getMappedPort(port), version, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The image that is configured; else the official one, or the one built from Debian's packages where it lies ready. */
async function chooseImage(client: ContainerRuntimeClient): Promise<string> {
  const configured = process.env[imageVariable];
  if (configured === undefined && !(await imageExists(client, image)) && (await imageExists(client, debianImage))) {
    return debianImage;
  }
  const wanted = configured ?? image;
  if (await haveImage(client, wanted)) return wanted;
  throw new TercetError(
    "surroundings",
    `The image ${wanted} is neither on this machine nor to be pulled: name another one in ${imageVariable}, or build ${debianImage} with docker/databases/build-debian-images.sh.`,
  );
}
