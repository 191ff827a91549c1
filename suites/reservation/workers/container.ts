import { networkInterfaces } from "node:os";
import { Writable } from "node:stream";
import type { ContainerRuntimeClient } from "testcontainers";
import { reasonOf, TercetError } from "../../../contracts/index.ts";
import { haveImage, openContainerEngine, ownerLabels } from "../../../docker/index.ts";
import type { ContainerCommand } from "./command.ts";
import { createRelays, type Relays } from "./relay.ts";
import type { Worker } from "./worker.ts";

const keptOutputCharacters = 4_000;

type Engine = ContainerRuntimeClient["container"]["dockerode"];

/** Starts workers as containers, and removes them. */
export interface Containers {
  /** Throws `TercetError` (`surroundings`) when the image or its program cannot be started. */
  start(command: ContainerCommand): Promise<Worker>;
  /** The text with what listens on this machine's loopback interface as a container reaches it. */
  reachable(text: string): Promise<string>;
  /** Closes what leads from containers to this machine. */
  close(): Promise<void>;
}

/**
 * Makes ready for containers as workers. They bear the labels of this process, so that a later start sweeps away what it
 * leaves. Throws `TercetError` (`surroundings`) where no container engine answers.
 */
export async function openContainers(): Promise<Containers> {
  const client = await openContainerEngine();
  const relays = await createReach(client);
  return {
    async start({ image, args, env, mounts = {} }) {
      const container = await client.container.dockerode
        .createContainer({
          Image: image,
          ...(args.length === 0 ? {} : { Cmd: [...args] }),
          Env: await environment(env, relays),
          Labels: ownerLabels,
          HostConfig: {
            // By the engine, also when nobody is left to do it.
            AutoRemove: true,
            Mounts: Object.entries(mounts).map(([Target, Source]) => ({
              Type: "bind",
              Target,
              Source,
              ReadOnly: true,
            })),
          },
        })
        .catch((cause) => {
          throw new TercetError("surroundings", `No container starts from the image ${image}: ${reasonOf(cause)}.`, {
            cause,
          });
        });
      const remove = () => container.remove({ force: true, v: true });
      try {
        const written = await container.attach({ stream: true, stdout: true, stderr: true });
        const output = keepLast(client, written);
        const removed = container.wait({ condition: "removed" });
        // Where the start fails, nobody asks for it.
        removed.catch(() => {});
        await container.start();
        return workerOf(container, removed, output);
      } catch (cause) {
        await remove().catch(() => {});
        throw new TercetError("surroundings", `A container of ${image} does not start: ${reasonOf(cause)}.`, { cause });
      }
    },
    reachable: (text) => relays.reachable(text),
    close: () => relays.close(),
  };
}

/** Sees to it that the engine has the image. Throws `TercetError` (`surroundings`) where it can neither find nor pull it. */
export async function ensureImage(image: string): Promise<void> {
  if (await haveImage(await openContainerEngine(), image)) return;
  throw new TercetError("surroundings", `The image ${image} is neither on this machine nor to be pulled.`);
}

async function environment(env: ContainerCommand["env"], relays: Relays): Promise<string[]> {
  const all = Object.entries(env).map(async ([name, value]) => `${name}=${await relays.reachable(value)}`);
  return Promise.all(all);
}

/**
 * How containers reach this machine: at the gateway of the engine's own network; where that is elsewhere (an engine
 * without root's rights), at an address of this machine; with an engine in a virtual machine, by the name it gives.
 */
async function createReach(client: ContainerRuntimeClient): Promise<Relays> {
  if (process.platform !== "linux") return createRelays({ listen: "127.0.0.1", name: "host.docker.internal" });
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
  const network = await client.container.dockerode
    .getNetwork("bridge")
    .inspect()
    .catch(() => undefined);
  const gateway: string | undefined = network?.IPAM?.Config?.[0]?.Gateway;
  const address = own.find((candidate) => candidate === gateway) ?? own[0];
  if (address === undefined) {
    throw new TercetError("surroundings", "This machine has no address that a container could reach it at.");
  }
  return createRelays({ listen: address, name: address });
}

function workerOf(
  container: ReturnType<Engine["getContainer"]>,
  removed: Promise<{ readonly StatusCode: number }>,
  output: () => string,
): Worker {
  // What has ended by itself in the meantime can be neither frozen nor killed.
  const ignored = () => {};
  return {
    // Frozen, and not stopped by a signal: an init process or a shell may stand between.
    stop: () => container.pause().then(ignored, ignored),
    resume: () => container.unpause().then(ignored, ignored),
    async kill() {
      await container.unpause().catch(ignored);
      await container.kill().catch(ignored);
    },
    ended: removed.then(
      ({ StatusCode }) => `ended with ${StatusCode}`,
      (error) => `was lost: ${reasonOf(error)}`,
    ),
    output: async () => output(),
  };
}

/** Takes both standard streams of a container out of the one in which the engine sends them. */
function keepLast(client: ContainerRuntimeClient, written: NodeJS.ReadableStream): () => string {
  let kept = "";
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      kept = `${kept}${chunk}`.slice(-keptOutputCharacters);
      done();
    },
  });
  client.container.dockerode.modem.demuxStream(written, sink, sink);
  return () => kept;
}
