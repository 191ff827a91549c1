import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { JsonObject } from "../../../../contracts/index.ts";
import { startDatabase } from "../../../../docker/index.ts";
import { createDatabaseView } from "../../throttled-database/view.ts";
import type { Arrangement } from "../arrangement.ts";
import { parcelsDocument } from "../contract.ts";
import { tokenKeys } from "../keys.ts";
import { problem, Refusal } from "../messages.ts";
import { createParts, type Parts } from "../parts.ts";
import { type Change, listenerOf, listenLocally } from "../provider.ts";
import { createStore } from "../store.ts";
import { type Connections, createConnections, maxConnections } from "./database/connections.ts";

/** The provider's parts, and how it comes by connections to its database. */
export interface DatabaseParts extends Parts {
  readonly connections: Connections;
}

/** One server for all: a start takes a second, and it ends with this process. */
let server: ReturnType<typeof startDatabase> | undefined;

/** Two instances that keep depots in PostgreSQL, as far as connections go. */
export const withDatabase: Arrangement = {
  document: withConnections(parcelsDocument),
  async start(change = () => ({})) {
    server ??= startDatabase("postgres", { how: "embedded" });
    const { url } = await server;
    const application = `parcels-${randomUUID()}`;
    const keys = await tokenKeys();
    const store = createStore();
    const start = async () => {
      const correct = await createParts(keys);
      const connected = { ...correct, store, connections: createConnections({ url, application }) };
      const changed: DatabaseParts = { ...connected, ...change(connected) };
      const parts = { ...changed, handle: onConnection(changed.handle) };
      const listening = await listenLocally(createServer(listenerOf(parts)));
      const stop = async () => {
        await listening.stop();
        await Promise.all([connected.connections.end(), parts.connections.end()].map((ended) => ended.catch(() => {})));
      };
      return { parts, port: listening.port, stop };
    };
    const instances = [await start(), await start()] as const;
    return {
      target: {
        urls: instances.map(({ port }) => `http://127.0.0.1:${port}`),
        database: createDatabaseView({ url, applications: [application] }),
      },
      keys,
      parts: instances[0].parts,
      async stop() {
        await Promise.all(instances.map((instance) => instance.stop()));
      },
    };
  },
};

/** A change of how the provider comes by connections. */
export function connecting(change: (connections: Connections) => Partial<Connections>): Change {
  return (parts) => {
    const { connections } = parts as DatabaseParts;
    return { connections: { ...connections, ...change(connections) } } as Partial<DatabaseParts>;
  };
}

/** Does what concerns depots in a transaction, which takes a moment. */
function onConnection(handle: Parts["handle"]): Parts["handle"] {
  return async (request, parts) => {
    if (!request.path.startsWith("/v1/depots/")) return handle(request, parts);
    try {
      return await (parts as DatabaseParts).connections.use(async (query) => {
        await query("BEGIN");
        await query("SELECT pg_sleep(0.004)");
        const answer = await handle(request, parts);
        await query(answer.status < 400 ? "COMMIT" : "ROLLBACK");
        return answer;
      });
    } catch (error) {
      return problem(error instanceof Refusal ? error : new Refusal(500, "internal-error"));
    }
  };
}

/** The same contract with the connections, and with what is answered where there is none. */
function withConnections(document: JsonObject): JsonObject {
  const refused = {
    description: "refused",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  const path = "/v1/depots/{code}";
  const paths = document.paths as Record<string, JsonObject>;
  const operations = Object.entries(paths[path] ?? {}).map(([method, operation]) => {
    if (method === "parameters") return [method, operation];
    const declared = operation as JsonObject;
    return [method, { ...declared, responses: { ...(declared.responses as JsonObject), "503": refused } }];
  });
  return {
    ...document,
    "x-tercet": { ...(document["x-tercet"] as JsonObject), database: { maxConnections } },
    paths: { ...paths, [path]: Object.fromEntries(operations) },
  };
}
