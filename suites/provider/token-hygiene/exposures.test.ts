import { expect, test } from "vitest";
import { exposuresIn } from "./exposures.ts";

const waysOf = (body: unknown, headers: Record<string, string> = {}) =>
  exposuresIn({
    request: { method: "GET", url: "https://parcels.example/v1/parcels", headers: {} },
    response: { status: 200, headers, body: JSON.stringify(body) },
    durationMilliseconds: 1,
  }).map(({ way }) => way);

test("a cookie is an exposure, whatever is in it", () => {
  expect(waysOf({}, { "set-cookie": "theme=dark" })).toEqual(["set-cookie"]);
  expect(waysOf({}, { "set-cookie": "theme=; Max-Age=0" })).toEqual([]);
});

test.each([
  "https://parcels.example/v1/parcels?access_token=abc",
  "/v1/parcels#id_token=abc",
  "https://parcels.example/download/eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln",
])("a token in a URL is found in a header and in the body: %s", (url) => {
  expect(waysOf({}, { location: url })).toEqual(["token-in-url"]);
  expect(waysOf({ next: [{ href: url }] })).toEqual(["token-in-url"]);
});

test("other URLs, and what only speaks of tokens, are none", () => {
  expect(waysOf({ next: "/v1/parcels?cursor=abc&sort=token", detail: "access_token=… does not belong here" })).toEqual(
    [],
  );
});
