import { reasonOf, TercetError } from "../../contracts/index.ts";
import { type DatabaseName, type StartedDatabase, startDatabase } from "../../docker/index.ts";
import type { Fault } from "../../suites/index.ts";

/** The databases of one verification. */
export interface JobStores {
  /** Throws `TercetError` (`surroundings`) where there is none of the kind. What is disturbed itself is the fault's own. */
  use<T>(fault: Fault, body: (database: StartedDatabase) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Why a fault cannot be brought about here: it is skipped. */
export class NotHere extends Error {}

/**
 * Starts databases when they are first asked for: one for all faults that leave it alone, one for each that does not. One
 * that is given is used for the former, and the latter are not there.
 */
export function openJobStores(store: DatabaseName | StartedDatabase, signal: AbortSignal): JobStores {
  const [name, given] = typeof store === "string" ? [store] : [store.name, store];
  let shared = given === undefined ? undefined : Promise.resolve(given);
  return {
    async use({ needs }, body) {
      if (!needs.some((need) => need === "store" || need === "standby" || need === "small-disk")) {
        shared ??= startDatabase(name, { how: "any", signal });
        return body(await shared);
      }
      if (given !== undefined) throw new NotHere("a database that was given is not disturbed itself");
      const [standby, smallDisk] = [needs.includes("standby"), needs.includes("small-disk")];
      const own = await startDatabase(name, { how: "any", signal, standby, smallDisk }).catch((error) => {
        // That this kind of database has none, or that it does not start here: the others are verified all the same.
        if ((standby || smallDisk) && error instanceof TercetError) throw new NotHere(reasonOf(error));
        throw error;
      });
      try {
        return await body(own);
      } finally {
        await own.stop();
      }
    },
    async stop() {
      await (await shared?.catch(() => undefined))?.stop();
    },
  };
}
