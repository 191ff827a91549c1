import { describe, expect, test } from "vitest";
import { expiryIn, freshnessSeconds } from "./declared-expiry.ts";

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
const answer = (headers: Record<string, string>, body: unknown = {}) => ({
  request: { method: "GET", url: "https://a/v1/things/7", headers: {} },
  response: { status: 200, headers, body: JSON.stringify(body) },
  durationMilliseconds: 1,
});

describe("expiryIn", () => {
  test.each<[string, Record<string, string>]>([
    ["no header", {}],
    ["no-store", { "cache-control": "no-store" }],
    ["no-cache with a max-age that then says nothing", { "cache-control": "private, no-cache, max-age=60" }],
    ["a max-age of 0", { "cache-control": "max-age=0, must-revalidate" }],
    ["an Expires of 0", { "cache-control": "no-cache, no-store, max-age=0, must-revalidate", expires: "0" }],
    ["an Expires in the past", { expires: inSeconds(-60) }],
    ["an Expires that max-age overrides", { "cache-control": "max-age=0", expires: inSeconds(60) }],
    ["a year, which means never", { "cache-control": "public, max-age=31536000, immutable" }],
    ["a deprecation", { deprecation: "@1688169599" }],
  ])("takes %s for an answer without expiry", (_what, headers) => {
    expect(expiryIn(answer(headers))).toBeUndefined();
  });

  test.each<[string, Record<string, string>]>([
    ["max-age", { "cache-control": "private, max-age=60" }],
    ["s-maxage", { "cache-control": "max-age=0, s-maxage=60" }],
    ["max-age in another case and in quotes", { "cache-control": 'Max-Age="60"' }],
    ["no-cache for one header field alone", { "cache-control": 'no-cache="set-cookie", max-age=60' }],
    ["Expires", { expires: inSeconds(60) }],
    ["Sunset", { sunset: inSeconds(86_400) }],
  ])("sees the expiry in %s", (_what, headers) => {
    expect(expiryIn(answer(headers))).toBeDefined();
  });

  test.each([{ expiresAt: "2030-01-01T00:00:00Z" }, { expires_in: 3600 }, { ttlSeconds: 30 }, { "time-to-live": 1 }])(
    "sees the expiry in %j",
    (body) => {
      expect(expiryIn(answer({}, body))).toBeDefined();
    },
  );

  test.each([
    { expiresAt: null },
    { ttl: -1 },
    { expiresAt: "9999-12-31T23:59:59Z" },
    { validUntil: "2030-01-01" },
    { expiryDate: "12/30" },
    { card: { expiresAt: "2030-01-01" } },
    [{ expiresAt: "2030-01-01" }],
  ])("sees none in %j", (body) => {
    expect(expiryIn(answer({}, body))).toBeUndefined();
  });
});

test("freshness counts from the answer's own date (RFC 9111 §4.2.1)", () => {
  const headers = { date: "Mon, 23 Nov 2026 10:00:00 GMT", expires: "Mon, 23 Nov 2026 10:00:30 GMT" };
  expect(freshnessSeconds({ headers })).toBe(30);
});
