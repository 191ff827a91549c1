import { randomBytes } from "node:crypto";
import { CompactEncrypt, generateKeyPair, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { carts } from "../../contracts/source/carts.ts";
import { customers } from "../../contracts/source/customers.ts";
import type { ContractSource, OperationDefinition } from "../../contracts/source/kit/index.ts";
import { orders } from "../../contracts/source/orders.ts";
import { products } from "../../contracts/source/products.ts";
import { tokenProfile } from "./platform/token-profile.ts";
import type { ServiceName } from "./services.ts";
import { startTestShop, type TestShop } from "./testing/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

const id = "00000000-0000-4000-8000-00000000dead";
const operations = Object.entries<ContractSource>({ customers, products, carts, orders }).flatMap(
  ([service, contract]) =>
    Object.entries<OperationDefinition>(contract.operations).map(([name, { method, path, roles }]) => ({
      ...{ service: service as ServiceName, name, method: method.toUpperCase(), roles },
      path: path.replaceAll("{sku}", "milk-1l").replaceAll(/\{[^}]+\}/g, id),
    })),
);

test.each(operations)("$service $name needs a token", async ({ service, method, path }) => {
  const answer = await shop.call(service, method, path, { token: null });
  expect(answer).toMatchObject({ status: 401, body: { status: 401 } });
  expect(answer.headers["www-authenticate"]).toBe('Bearer realm="shop"');
});

test.each(operations)("$service $name needs one of its roles", async ({ service, method, path }) => {
  const answer = await shop.call(service, method, path, { roles: ["stranger"], subject: "stranger" });
  expect(answer).toMatchObject({ status: 403, body: { type: expect.stringMatching(/\/forbidden$/) } });
});

/** A good token's claims and header, to be spoiled in one place. */
interface Parts {
  claims: Record<string, unknown>;
  header: Record<string, unknown>;
  key: Parameters<SignJWT["sign"]>[0];
  encrypted: boolean;
}

async function mint(spoil: (parts: Parts, now: number) => unknown): Promise<string> {
  const { signing, encryption } = shop.client.keys;
  const now = Math.floor(Date.now() / 1000);
  const parts: Parts = {
    claims: {
      ...{ iss: tokenProfile.issuer, aud: tokenProfile.audience, sub: "demo-shopper", roles: ["customer"] },
      ...{ iat: now, nbf: now, exp: now + 300 },
    },
    header: { alg: "ES256", typ: "JWT", kid: signing.kid },
    key: await importJWK(signing, "ES256"),
    encrypted: true,
  };
  await spoil(parts, now);
  const signed = await new SignJWT(parts.claims).setProtectedHeader(parts.header as { alg: string }).sign(parts.key);
  if (!parts.encrypted) return signed;
  return new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ ...tokenProfile.encryption, cty: "JWT" })
    .encrypt(await importJWK(encryption, tokenProfile.encryption.alg));
}

const read = (token: string | null, path = "/v1/products/milk-1l", headers = {}) =>
  shop.call("products", "GET", path, { token, headers });

test("a good token is accepted", async () => {
  expect(await read(await mint(() => {}))).toMatchObject({ status: 200 });
});

test.each<[string, (parts: Parts, now: number) => unknown]>([
  ["expired", ({ claims }, now) => Object.assign(claims, { iat: now - 200, nbf: now - 200, exp: now - 5 })],
  ["not valid yet", ({ claims }, now) => Object.assign(claims, { nbf: now + 30 })],
  ["issued in the future", ({ claims }, now) => Object.assign(claims, { iat: now + 30 })],
  ["valid for too long", ({ claims }, now) => Object.assign(claims, { exp: now + 301 })],
  ["for somebody else", ({ claims }) => Object.assign(claims, { aud: "elsewhere" })],
  ["from another issuer", ({ claims }) => Object.assign(claims, { iss: "https://identity.example" })],
  ["without a subject", ({ claims }) => delete claims.sub],
  ["without an expiry", ({ claims }) => delete claims.exp],
  ["without roles", ({ claims }) => delete claims.roles],
  ["signed but not encrypted", (parts) => Object.assign(parts, { encrypted: false })],
  [
    "signed with an unknown key",
    async (parts) => Object.assign(parts, { key: (await generateKeyPair("ES256")).privateKey }),
  ],
  ["naming an unknown key", ({ header }) => Object.assign(header, { kid: "../../etc/passwd" })],
  ["naming no key", ({ header }) => delete header.kid],
  ["bringing its own key", ({ header }) => Object.assign(header, { jwk: { kty: "EC" } })],
  ["saying where its key is", ({ header }) => Object.assign(header, { jku: "https://keys.example" })],
  [
    "signed symmetrically",
    (parts) => {
      parts.header.alg = "HS256";
      parts.key = randomBytes(32);
    },
  ],
])("a token is refused that is %s", async (_, spoil) => {
  const answer = await read(await mint(spoil));
  expect(answer).toMatchObject({ status: 401 });
  expect(answer.headers["www-authenticate"]).toBe('Bearer realm="shop", error="invalid_token"');
});

test("a token is refused that was changed in one character", async () => {
  const token = await mint(() => {});
  const middle = Math.floor(token.length * 0.7);
  const changed = `${token.slice(0, middle)}${token[middle] === "A" ? "B" : "A"}${token.slice(middle + 1)}`;
  expect(await read(changed)).toMatchObject({ status: 401 });
});

test("a token in the query or in a cookie is none", async () => {
  const token = await mint(() => {});
  expect(await read(null, `/v1/products/milk-1l?access_token=${token}`)).toMatchObject({ status: 401 });
  expect(await read(null, undefined, { cookie: `token=${token}` })).toMatchObject({ status: 401 });
});

test("an object is its owner's: to another customer it is not there, the back office and services see it", async () => {
  const { body: customer } = await shop.call("customers", "POST", "/v1/customers", {
    key: crypto.randomUUID(),
    body: { kind: "business", name: "Eva", email: "eva@example.com", companyName: "Eva AG" },
  });
  const path = `/v1/customers/${customer.id}`;
  const as = (subject: string, role: string, method = "GET") =>
    shop.call("customers", method, path, { subject, roles: [role] });
  expect(await as("somebody-else", "customer")).toMatchObject({ status: 404 });
  expect(await as("somebody-else", "customer", "DELETE")).toMatchObject({ status: 404 });
  expect(await as("somebody-else", "clerk")).toMatchObject({ status: 200 });
  expect(await as("carts", "service")).toMatchObject({ status: 200 });
  expect(await as("demo-shopper", "customer", "DELETE")).toMatchObject({ status: 204 });
  expect(await as("demo-shopper", "customer", "DELETE")).toMatchObject({ status: 404 });
});
