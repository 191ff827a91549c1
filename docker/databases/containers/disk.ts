import { setTimeout as delay } from "node:timers/promises";
import type { SmallDisk } from "../database.ts";
import { untilServes } from "../until-serves.ts";
import type { ServerContainer } from "./control.ts";
import type { SmallDiskVolume } from "./small-disk.ts";

const fillTimeoutMilliseconds = 60_000;
const freeTimeoutMilliseconds = 60_000;
/** How long a server may take to notice that there is space again, before it is started anew. */
const recoverMilliseconds = 3_000;
/** A server that ended for want of space may come back once, with the space that it gave up itself. */
const settleMilliseconds = 500;

/**
 * A small disk with a server on it. `write` is one that needs new space on the disk: it throws when the server cannot write;
 * bounded in time.
 */
export function createDisk(volume: SmallDiskVolume, server: ServerContainer, write: () => Promise<unknown>): SmallDisk {
  const writes = () =>
    write().then(
      () => true,
      () => false,
    );
  return {
    async fill() {
      const deadline = performance.now() + fillTimeoutMilliseconds;
      for (;;) {
        if (performance.now() > deadline) throw new Error(`${server.name} still writes to a disk that is full`);
        await volume.take();
        if (await writes()) continue;
        await delay(settleMilliseconds);
        await volume.take();
        if (!(await writes())) return;
      }
    },
    async free() {
      await volume.giveBack();
      const recovered = await untilServes({
        ask: write,
        timeoutMilliseconds: recoverMilliseconds,
        died: server.died,
      }).then(
        () => true,
        () => false,
      );
      if (recovered) return;
      await server.restart();
      await untilServes({ ask: write, timeoutMilliseconds: freeTimeoutMilliseconds });
    },
  };
}
