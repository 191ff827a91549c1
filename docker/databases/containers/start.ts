import { TercetError } from "../../../contracts/index.ts";
import { capabilities } from "../capabilities.ts";
import { openContainerEngine } from "../container-engine.ts";
import type { DatabaseName, StartedDatabase } from "../database.ts";
import type { ServerContainer } from "./control.ts";
import { chooseImage } from "./image.ts";
import { createNetwork } from "./network.ts";
import { type ServerOptions, startServer } from "./server.ts";
import { createSmallDisk, type SmallDiskVolume } from "./small-disk.ts";

/** What a database is built of, for the time of its start. All of it is removed with the database, or when its start fails. */
export interface Stage {
  /** Starts a server and returns when it serves. */
  serve(options: ServerOptions): Promise<ServerContainer>;
  /** Makes a network in which the servers know each other by name, and returns its name. */
  network(): Promise<string>;
  /** Makes a disk that can be filled. */
  smallDisk(): Promise<SmallDiskVolume>;
}

/** What a back end says of itself once it serves; the rest is the same for all. */
export type Served = Omit<StartedDatabase, "name" | "how" | "host" | "port" | "stop">;

type Removal = () => Promise<void>;

/**
 * Starts a database in containers: `arrange` says which. Throws `TercetError` (`surroundings`) with the remedy, or the reason
 * of the signal; nothing is left then.
 */
export async function startInContainers(
  name: DatabaseName,
  arrange: (stage: Stage) => Promise<Served>,
  signal?: AbortSignal,
): Promise<StartedDatabase> {
  const client = await openContainerEngine();
  signal?.throwIfAborted();
  const image = await chooseImage(client, name);
  const failing = new AbortController();
  const either = AbortSignal.any([failing.signal, ...(signal === undefined ? [] : [signal])]);
  const starting = new Set<Promise<unknown>>();
  const servers: Removal[] = [];
  const surroundings: Removal[] = [];

  const make = <T>(step: () => Promise<T>): Promise<T> => {
    either.throwIfAborted();
    const made = step();
    starting.add(made);
    return made;
  };
  const stage: Stage = {
    serve: (options) =>
      make(async () => {
        const server = await startServer(client, image, options);
        servers.push(server.remove);
        await server.serves(either);
        return server;
      }),
    network: () =>
      make(async () => {
        const network = await createNetwork(client);
        surroundings.push(network.remove);
        return network.name;
      }),
    smallDisk: () =>
      make(async () => {
        const disk = await createSmallDisk(client, image);
        surroundings.push(disk.remove);
        return disk;
      }),
  };
  let stopped: Promise<void> | undefined;
  const stop = () => {
    // A network or a disk goes when no server uses it any more.
    stopped ??= removeAll(servers).then(() => removeAll(surroundings));
    return stopped;
  };
  try {
    const served = await arrange(stage);
    either.throwIfAborted();
    const [{ host, port }] = served.nodes as [ServerContainer];
    return { name, how: "container", host, port, ...served, stop };
  } catch (cause) {
    failing.abort(cause);
    // What is still being made must be there before it can be removed.
    await Promise.allSettled(starting);
    await stop();
    signal?.throwIfAborted();
    const { title, imageVariable } = capabilities[name];
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TercetError(
      "surroundings",
      `${title} does not start from the image ${image}: ${reason}. Name another image in ${imageVariable}.`,
      { cause },
    );
  }
}

/** All of them, also where one cannot be removed; throws then. */
async function removeAll(removals: readonly Removal[]): Promise<void> {
  const removed = await Promise.allSettled(removals.map((remove) => remove()));
  const failed = removed.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
