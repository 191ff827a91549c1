import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** How a provider answers; each way but `correct` breaks one thing that consumers count on. */
export type Behaviour = "correct" | "price-as-text" | "no-carts";

/** A running provider of carts, written without any contract: both verifiers judge the same one. */
export interface CartsProvider {
  readonly url: string;
  /** The route for provider states, as Pact calls it. */
  readonly stateUrl: string;
  /** The states that were set up, with their parameters. */
  readonly states: readonly { readonly name: string; readonly params: unknown }[];
  readonly stop: () => Promise<void>;
}

/** Starts the provider on a free port of the loopback interface. */
export async function startCarts(behaviour: Behaviour = "correct"): Promise<CartsProvider> {
  const carts = new Map<string, unknown>();
  const states: { name: string; params: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const { status, body } = answer(request, await jsonOf(request));
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
  });
  const answer = ({ method, url = "" }: IncomingMessage, sent: Sent) => {
    const { pathname } = new URL(url, "http://provider");
    if (pathname === "/states") {
      states.push({ name: sent.state ?? "", params: sent.params });
      if (sent.action === "setup" && sent.params?.id !== undefined)
        carts.set(sent.params.id, { ...cartOf(sent.params.id), ...sent.params });
      if (sent.action === "teardown") carts.clear();
      return { status: 200, body: {} };
    }
    if (pathname === "/messages" || pathname === "/") return { status: 200, body: messageOf("c-7") };
    if (behaviour === "no-carts") return { status: 404, body: { title: "There is no such cart." } };
    if (method === "POST" && pathname === "/carts") return { status: 201, body: cartOf("c-1", sent.owner) };
    const cart = carts.get(/^\/carts\/([\w-]+)$/.exec(pathname)?.[1] ?? "");
    return cart === undefined
      ? { status: 404, body: { title: "There is no such cart." } }
      : { status: 200, body: cart };
  };
  const cartOf = (id: string, owner = "alice") => ({
    id,
    owner,
    createdAt: "2026-01-02T03:04:05.678Z",
    totalCents: behaviour === "price-as-text" ? "990" : 990,
    weightKilograms: 1.5,
    open: true,
    voucher: null,
    note: "leave it at the door, please",
    items: [
      { sku: "milk-1l", pieces: 2, tags: ["fresh"] },
      { sku: "bread", pieces: 1, tags: ["fresh", "organic"] },
    ],
    stock: { "milk-1l": 12, bread: 3 },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stateUrl: `${url}/states`,
    states,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The message that the provider sends when a cart is paid. */
export function messageOf(cart: string) {
  return { event: "cart-paid", cart, totalCents: 990, paidAt: "2026-01-02T03:04:05.678Z" };
}

interface Sent {
  readonly state?: string;
  readonly action?: string;
  readonly params?: { readonly id?: string };
  readonly owner?: string;
}

async function jsonOf(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}
