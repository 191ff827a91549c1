import { createServer } from "node:http";
import type { Arrangement } from "../arrangement.ts";
import { parcelsDocument } from "../contract.ts";
import { tokenKeys } from "../keys.ts";
import { createParts } from "../parts.ts";
import { listenerOf, listenLocally } from "../provider.ts";
import { createStore } from "../store.ts";

/** Two instances with one store, which a change is made to one after the other: what it keeps, each keeps for itself. */
export const twoInstances: Arrangement = {
  document: parcelsDocument,
  async start(change = () => ({})) {
    const keys = await tokenKeys();
    const store = createStore();
    const start = async () => {
      const correct = { ...(await createParts(keys)), store };
      const parts = { ...correct, ...change(correct) };
      return { parts, ...(await listenLocally(createServer(listenerOf(parts)))) };
    };
    const instances = [await start(), await start()] as const;
    return {
      target: { urls: instances.map(({ port }) => `http://127.0.0.1:${port}`) },
      keys,
      parts: instances[0].parts,
      async stop() {
        await Promise.all(instances.map((instance) => instance.stop()));
      },
    };
  },
};
