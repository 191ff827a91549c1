import { randomBytes } from "node:crypto";
import type { ContainerRuntimeClient } from "testcontainers";
import { ownerLabels } from "../container-engine.ts";
import { RememberedContainer } from "./remembered-container.ts";

const mebibytes = 192;
const target = "/disk";
const filler = `${target}/filler`;

/** A disk in memory, of 192 MiB, that containers can mount; its content is there as long as it is. */
export interface SmallDiskVolume {
  /** What to mount, and where. */
  readonly mount: { readonly name: string; readonly target: string };
  /** Takes all the space that is left. */
  take(): Promise<void>;
  /** Gives back what was taken. */
  giveBack(): Promise<void>;
  /** Once nobody mounts it any more; may be called again. */
  remove(): Promise<void>;
}

/**
 * Makes a small disk. A container of its own mounts it too: the engine would empty it whenever the server ends. `image` is any
 * image with a shell that is there already.
 */
export async function createSmallDisk(client: ContainerRuntimeClient, image: string): Promise<SmallDiskVolume> {
  const name = `tercet-${randomBytes(6).toString("hex")}`;
  const { dockerode } = client.container;
  await dockerode.createVolume({
    Name: name,
    Driver: "local",
    // As of mount(8): everybody may write to it.
    DriverOpts: { type: "tmpfs", device: "tmpfs", o: `size=${mebibytes}m,mode=1777` },
    Labels: ownerLabels,
  });
  const removeVolume = () => dockerode.getVolume(name).remove({ force: true });
  try {
    const holder = await new RememberedContainer(image)
      .withEntrypoint(["tail", "-f", "/dev/null"])
      .withCommand([])
      .withUser("root")
      .withBindMounts([{ source: name, target, mode: "rw" }])
      .startOrRemove(client);
    const run = (script: string) => holder.exec(["sh", "-c", script]);
    return {
      mount: { name, target },
      // It ends when there is no space left.
      take: async () => void (await run(`cat /dev/zero >>${filler}`)),
      giveBack: async () => void (await run(`rm -f ${filler}`)),
      async remove() {
        await holder.stop({ timeout: 0 });
        await removeVolume();
      },
    };
  } catch (error) {
    await removeVolume();
    throw error;
  }
}
