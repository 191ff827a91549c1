import type { JsonObject } from "../../../../contracts/index.ts";
import type { Sentinel, Sentinels } from "../../../kit/sentinels.ts";
import type { Arrangement } from "../arrangement.ts";
import { parcelsDocument } from "../contract.ts";
import { createProvider } from "../provider.ts";
import type { Depot } from "../store.ts";

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** The depot that an earlier run left. */
export const oldDepot: Depot = { code: "depot-of-old", name: "Old Bern", capacity: 500 };

/** Depots are marked, and may say when they end. */
const document = structuredClone(parcelsDocument) as unknown as {
  paths: Record<string, { get: JsonObject }>;
  components: { schemas: { Depot: { properties: Record<string, JsonObject> } } };
};
for (const path of Object.values(document.paths).filter(({ get }) => get?.operationId === "getDepot")) {
  path.get = { ...path.get, "x-tercet": { neverExpires: true } };
}
document.components.schemas.Depot.properties.expiresAt = { type: "string", format: "date-time" };

/** State that never expires, in production: a sentinel of three days stands there. */
export const lastingState: Arrangement = {
  document: document as unknown as JsonObject,
  async start(change = () => ({})) {
    const provider = await createProvider(change);
    provider.parts.store.depots.set(oldDepot.code, oldDepot);
    return { ...provider, target: { ...provider.target, sentinels: rememberingOldDepot() } };
  },
};

function rememberingOldDepot(): Sentinels {
  const old: Sentinel = {
    operation: "getDepot",
    path: { code: oldDepot.code },
    query: {},
    identity: { subject: "alice", roles: ["sender"] },
    createdAt: new Date(Date.now() - 3 * dayMilliseconds).toISOString(),
    content: oldDepot,
  };
  const sentinels = new Map([[old.operation, old]]);
  return {
    find: async (operation) => sentinels.get(operation),
    keep: async (sentinel) => void sentinels.set(sentinel.operation, sentinel),
  };
}
