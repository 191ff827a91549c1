import type { ContainerRuntimeClient } from "testcontainers";
import { lastingPort } from "../../lasting-port.ts";
import { controlServer, type ServerContainer } from "./control.ts";
import { RememberedContainer } from "./remembered-container.ts";

const portAttempts = 5;

/** Where a server is reached from outside. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How one server of a database runs in a container. */
export interface ServerOptions {
  /** Also its name in the network. */
  readonly name: string;
  /** The port inside the container. */
  readonly port: number;
  /** Told its address, for those who have to announce it. */
  readonly command: (address: Address) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Instead of that of the image. */
  readonly entrypoint?: readonly string[];
  /** Instead of that of the image. */
  readonly user?: string;
  /** Files that everybody may read, by their path in the container. */
  readonly files?: Readonly<Record<string, string>>;
  /** The name of the network that it shares with others. */
  readonly network?: string | undefined;
  /** A volume and where it is mounted. */
  readonly volume?: { readonly name: string; readonly target: string } | undefined;
  /** Asks once; throws while it does not serve. Bounded in time. */
  readonly ask: (address: Address) => Promise<unknown>;
}

/**
 * Starts a server in a container, on a host port of its own that stays the same when it is restarted; it need not serve yet.
 * Leaves no container when it throws.
 */
export async function startServer(
  client: ContainerRuntimeClient,
  image: string,
  options: ServerOptions,
): Promise<ServerContainer> {
  const { host } = client.info.containerRuntime;
  for (let attempt = 1; ; attempt++) {
    const address = { host, port: await lastingPort() };
    try {
      const started = await describe(image, options, address).startOrRemove(client);
      const container = client.container.getById(started.getId());
      return controlServer({ name: options.name, address, container, ask: () => options.ask(address) });
    } catch (error) {
      // Between looking for a free port and binding it, somebody else may take it.
      const portTaken =
        error instanceof Error && /port is already allocated|address already in use/.test(error.message);
      if (!portTaken || attempt === portAttempts) throw error;
    }
  }
}

function describe(image: string, options: ServerOptions, address: Address): RememberedContainer {
  const container = new RememberedContainer(image)
    .withCommand([...options.command(address)])
    .withExposedPorts({ container: options.port, host: address.port })
    .withEnvironment({ ...options.environment });
  const contents = Object.entries(options.files ?? {}).map(([target, content]) => ({ target, content, mode: 0o644 }));
  if (contents.length > 0) container.withCopyContentToContainer(contents);
  if (options.entrypoint !== undefined) container.withEntrypoint([...options.entrypoint]);
  if (options.user !== undefined) container.withUser(options.user);
  if (options.network !== undefined) container.withNetworkMode(options.network).withNetworkAliases(options.name);
  if (options.volume !== undefined) {
    container.withBindMounts([{ source: options.volume.name, target: options.volume.target, mode: "rw" }]);
  }
  return container;
}
