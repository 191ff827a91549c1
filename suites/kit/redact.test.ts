import { describe, expect, test } from "vitest";
import type { Exchange } from "./exchange.ts";
import { redactExchange } from "./redact.ts";

const token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";

const exchange = (changes: {
  request?: Partial<Exchange["request"]>;
  response?: Partial<Exchange["response"]>;
}): Exchange => ({
  request: { method: "GET", url: "https://shop/v1/carts", headers: {}, ...changes.request },
  response: { status: 200, headers: {}, body: "", ...changes.response },
  durationMilliseconds: 1,
});

describe("redactExchange", () => {
  test("keeps the scheme of an authorization and removes the token", () => {
    const { request } = redactExchange(exchange({ request: { headers: { authorization: `Bearer ${token}` } } }));
    expect(request?.headers).toEqual({ authorization: "Bearer [removed]" });
  });

  test.each([
    ["a cookie", { request: { headers: { cookie: `jwt=${token}` } } }],
    ["a set-cookie", { response: { headers: { "set-cookie": ["session=S3CRET; HttpOnly"] } } }],
    ["a query parameter", { request: { url: `https://shop/v1/carts?access_token=S3CRET&limit=1` } }],
    ["a token in a body", { response: { body: JSON.stringify({ detail: `bad token ${token}` }) } }],
    ["an encrypted token", { response: { body: `eyJhbGciOiJkaXIifQ..S3CRET.S3CRET.S3CRET` } }],
    ["a password", { request: { body: '{"password":"S3\\"CRET","name":"x"}' } }],
    ["a client secret in a form", { request: { body: "grant_type=x&client_secret=S3CRET" } }],
    ["a private JWK", { response: { body: '{"kty":"EC","d":"S3CRETS3CRETS3CRETS3CRETS3CRET"}' } }],
    ["a private key", { response: { body: "-----BEGIN PRIVATE KEY-----\nS3CRET\n-----END PRIVATE KEY-----" } }],
  ])("removes %s", (_what, changes) => {
    const shown = JSON.stringify(redactExchange(exchange(changes)));
    expect(shown).not.toMatch(/S3|CRET|eyJ/);
    expect(shown).toContain("[removed]");
  });

  test("keeps what is no secret, idempotency keys too", () => {
    const headers = { "idempotency-key": "0b4f", "content-type": "application/json" };
    const { request } = redactExchange(exchange({ request: { headers, body: '{"sku":"milk-1l"}' } }));
    expect(request).toMatchObject({ headers, body: '{"sku":"milk-1l"}' });
  });

  test("cuts a long body and says how long it was", () => {
    const { response } = redactExchange(exchange({ response: { body: "x".repeat(100_000) } }));
    expect(response?.body?.length).toBeLessThan(5000);
    expect(response?.body).toContain("100000 characters");
  });
});
