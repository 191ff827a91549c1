import { join } from "node:path";
import { MatchersV3, Pact, PactV3 } from "@pact-foundation/pact";
import { messageOf } from "./provider.ts";

const {
  arrayContaining,
  atLeastLike,
  boolean,
  constrainedArrayLike,
  datetime,
  decimal,
  eachKeyMatches,
  eachLike,
  equal,
  includes,
  integer,
  like,
  nullValue,
  regex,
  string,
} = MatchersV3;

const cart = {
  id: regex(/^c-\d+$/, "c-42"),
  owner: string("alice"),
  createdAt: datetime("yyyy-MM-dd'T'HH:mm:ss.SSSX", "2026-01-01T00:00:00.000Z"),
  totalCents: integer(100),
  weightKilograms: decimal(0.5),
  open: boolean(true),
  voucher: nullValue(),
  note: includes("door"),
  items: eachLike({ sku: like("milk-1l"), pieces: integer(1), tags: atLeastLike("fresh", 1) }),
  stock: eachKeyMatches({ bread: 1 }, regex(/^[a-z0-9-]+$/, "bread")),
};

/** A consumer's tests in stock Pact V4: requests and a message. Gives the file that they wrote. */
export async function writeStockV4(folder: string): Promise<string> {
  const pact = new Pact({ consumer: "stock-shop", provider: "carts", dir: folder, logLevel: "error" });
  await pact
    .addInteraction()
    .given("a cart is there", { id: "c-42" })
    .uponReceiving("a request for a cart")
    .withRequest("GET", regex(/^\/carts\/c-\d+$/, "/carts/c-42"), (request) => {
      request.headers({ Accept: "application/json" }).query({ view: "full" });
    })
    .willRespondWith(200, (response) => {
      response.headers({ "Content-Type": regex(/application\/json.*/, "application/json") }).jsonBody(like(cart));
    })
    .executeTest(({ url }) => get(`${url}/carts/c-42?view=full`));
  await pact
    .addInteraction()
    .uponReceiving("a new cart")
    .withRequest("POST", "/carts", (request) => {
      request.jsonBody({ owner: like("bob") });
    })
    .willRespondWith(201, (response) => {
      response.jsonBody({
        owner: equal("bob"),
        items: arrayContaining({ sku: "bread", pieces: integer(3), tags: ["fresh", "organic"] }),
      });
    })
    .executeTest(async ({ url }) => {
      await fetch(`${url}/carts`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ owner: "bob" }),
      });
    });
  await pact
    .addAsynchronousInteraction()
    .given("a cart is paid", { id: "c-7" })
    .expectsToReceive("a paid cart", (message) => {
      message.withJSONContent({ ...messageOf("c-7"), totalCents: integer(1), cart: regex(/^c-\d+$/, "c-7") });
    })
    .executeTest(async () => {});
  return join(folder, "stock-shop-carts.json");
}

/** The same in stock Pact V3. */
export async function writeStockV3(folder: string): Promise<string> {
  const pact = new PactV3({ consumer: "stock-old-shop", provider: "carts", dir: folder, logLevel: "error" });
  pact
    .given("a cart is there", { id: "c-42" })
    .uponReceiving("a request for a cart")
    .withRequest({ method: "GET", path: "/carts/c-42", query: { view: "full" } })
    .willRespondWith({
      status: 200,
      headers: { "Content-Type": regex("application/json.*", "application/json") },
      body: {
        ...cart,
        items: constrainedArrayLike({ sku: string("milk-1l"), pieces: integer(1) }, 1, 5),
        stock: like({}),
      },
    });
  await pact.executeTest(({ url }) => get(`${url}/carts/c-42?view=full`));
  return join(folder, "stock-old-shop-carts.json");
}

async function get(url: string): Promise<void> {
  await fetch(url, { headers: { accept: "application/json" } });
}
