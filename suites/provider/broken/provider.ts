import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { TokenKeys } from "../../kit/identity.ts";
import type { Target } from "../../kit/target.ts";
import { tokenKeys } from "./keys.ts";
import type { Request } from "./messages.ts";
import { createParts, type Parts } from "./parts.ts";

/** How a known-bad provider differs from the correct one: the steps that it does another way. */
export type Change = (parts: Parts) => Partial<Parts>;

/** A provider that listens on a free port of this machine. */
export interface Provider {
  /** How it is reached, all but its tokens and its contract. */
  readonly target: Omit<Target, "contract" | "rules" | "tokens">;
  readonly keys: TokenKeys;
  /** The parts as changed; their store shows what the provider holds. */
  readonly parts: Parts;
  stop(): Promise<void>;
}

/** Starts the correct provider, or one that is broken by `change`. Serves `contract.ts` over plain HTTP. */
export async function createProvider(change: Change = () => ({})): Promise<Provider> {
  const correct = await createParts(await tokenKeys());
  const parts = { ...correct, ...change(correct) };
  const { port, stop } = await listenLocally(createServer(listenerOf(parts)));
  return { target: { urls: [`http://127.0.0.1:${port}`] }, keys: parts.keys, parts, stop };
}

/** Answers requests as the parts do. */
export function listenerOf(parts: Parts): RequestListener {
  return async (incoming, response) => {
    try {
      const startedAt = performance.now();
      const request = await read(incoming);
      const answer = await parts.handle(request, parts);
      parts.metrics.count(request, answer.status, (performance.now() - startedAt) / 1000);
      parts.send(answer, response);
    } catch {
      response.destroy();
    }
  };
}

/** Listens on a free port of this machine. */
export async function listenLocally(server: Server): Promise<{ readonly port: number; stop(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const url = new URL(incoming.url ?? "/", "http://provider");
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}
