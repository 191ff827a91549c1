import { createServer } from "node:http";
import type { JsonObject } from "../../../../contracts/index.ts";
import { parseContract } from "../../../../contracts/index.ts";
import { createStandIn } from "../../stand-in/stand-in.ts";
import type { Arrangement } from "../arrangement.ts";
import { parcelsDocument } from "../contract.ts";
import { tokenKeys } from "../keys.ts";
import { type Answer, problem, Refusal, type Request } from "../messages.ts";
import type { Metrics } from "../metrics.ts";
import type { Perform } from "../operations.ts";
import { createParts, type Parts } from "../parts.ts";
import { type Change, listenerOf, listenLocally } from "../provider.ts";
import { createStore } from "../store.ts";
import { type Client, createClient, printersDocument, requestsPerSecond } from "./printers/client.ts";
import { createTurns } from "./printers/turns.ts";

/** The provider's parts, and how it asks the printers. */
export interface PrintingParts extends Parts {
  readonly printers: Client;
}

/** Two instances that ask the service `printers`, which the harness stands in for, how a label is printed. */
export const printers: Arrangement = {
  document: withPrinters(parcelsDocument),
  async start(change = () => ({})) {
    const contract = await parseContract(printersDocument, "printers.json");
    const standIn = createStandIn({ service: "printers", contract, seed: 1, host: "127.0.0.1", port: 0 });
    await standIn.start();
    const keys = await tokenKeys();
    const shared = { store: createStore(), turns: createTurns(requestsPerSecond) };
    const start = async () => {
      const correct = await createParts(keys);
      const client = counted(createClient(standIn.url, shared.turns), () => parts.metrics);
      const printing = { ...correct, store: shared.store, printers: client, handle: withLayout(correct.handle) };
      const parts: PrintingParts = { ...printing, ...change(printing) };
      return { parts, ...(await listenLocally(createServer(listenerOf(parts)))) };
    };
    const instances = [await start(), await start()] as const;
    return {
      target: {
        urls: instances.map(({ port }) => `http://127.0.0.1:${port}`),
        dependencies: new Map([["printers", standIn]]),
      },
      keys,
      parts: instances[0].parts,
      async stop() {
        await Promise.all([standIn.stop(), ...instances.map((instance) => instance.stop())]);
      },
    };
  },
};

/** Each request to the printers is measured. */
function counted(client: Client, metrics: () => Metrics): Client {
  return {
    ...client,
    request(text, all) {
      metrics().countCall("printers");
      return client.request(text, all);
    },
  };
}

/** A change of how the provider asks the printers. */
export function printing(change: (client: Client) => Partial<Client>): Change {
  return (parts) => {
    const { printers: client } = parts as PrintingParts;
    return { printers: { ...client, ...change(client) } } as Partial<PrintingParts>;
  };
}

/** A label is written as the printers can print it; nothing else asks them. */
function withLayout(handle: Parts["handle"]): Parts["handle"] {
  return async (request: Request, parts: Parts): Promise<Answer> => {
    const { printers: client } = parts as PrintingParts;
    let asked: Parameters<Perform> | undefined;
    const perform: Perform = (operation, input, context) => {
      if (operation !== "labelParcel") return parts.perform(operation, input, context);
      asked = [operation, input, context];
      // Nobody is asked about a parcel that is not there.
      return parts.perform("getParcel", input, context);
    };
    const answer = await handle(request, { ...parts, perform });
    if (asked === undefined || answer.status >= 300) return answer;
    const [operation, input, context] = asked;
    try {
      const { text } = await client.ask((input.body as { text: string }).text, client);
      return parts.perform(operation, { ...input, body: { text } }, context);
    } catch (error) {
      return problem(error instanceof Refusal ? error : new Refusal(500, "internal-error"));
    }
  };
}

/** The same contract with the dependency, and with what is answered when nothing usable comes of it. */
function withPrinters(document: JsonObject): JsonObject {
  const path = "/v1/parcels/{parcelId}/label";
  const paths = document.paths as Record<string, { readonly put: { readonly responses: JsonObject } }>;
  const put = (paths[path] as (typeof paths)[string]).put;
  const refused = {
    description: "refused",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  return {
    ...document,
    "x-tercet": {
      ...(document["x-tercet"] as JsonObject),
      dependencies: [{ service: "printers", range: "^1", maxRequestsPerSecond: requestsPerSecond }],
    },
    paths: { ...paths, [path]: { put: { ...put, responses: { ...put.responses, "503": refused } } } },
  };
}
