import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Place } from "./credentials.ts";
import { credentialIn, withCredential } from "./place.ts";

const request = {
  method: "GET",
  url: "https://host/v1/things?limit=2",
  headers: { accept: "application/json", cookie: "theme=dark" },
};
const places: readonly Place[] = [
  { in: "header", name: "X-Key" },
  { in: "header", name: "authorization", scheme: "bearer" },
  { in: "header", name: "authorization" },
  { in: "header", name: "authorization", scheme: "basic" },
  { in: "query", name: "api key" },
  { in: "cookie", name: "session" },
];

describe("a credential in its place", () => {
  test("is read as it was put there, and taken away without a trace, in every place", () => {
    const token = fc.stringMatching(/^[\w.~+-]{1,20}$/);
    fc.assert(
      fc.property(fc.constantFrom(...places), token, (place, value) => {
        const presented = withCredential(request, place, value);
        expect(credentialIn(presented, place)).toBe(value);
        expect(credentialIn(withCredential(presented, place, "other"), place)).toBe("other");
        expect(withCredential(presented, place, undefined)).toEqual(request);
      }),
    );
  });

  test.each([
    [{ in: "header", name: "authorization", scheme: "bearer" }, { authorization: "Bearer a:b" }],
    [{ in: "header", name: "authorization", scheme: "basic" }, { authorization: "Basic YTpi" }],
    [{ in: "header", name: "X-Key" }, { "x-key": "a:b" }],
    [{ in: "cookie", name: "session" }, { cookie: "theme=dark; session=a:b" }],
  ] as const)("is written as its scheme wants it: %o", (place, headers) => {
    expect(withCredential(request, place, "a:b").headers).toMatchObject(headers);
  });

  test("is not taken for one of another scheme", () => {
    const basic = withCredential(request, { in: "header", name: "authorization", scheme: "basic" }, "a:b");
    expect(credentialIn(basic, { in: "header", name: "authorization", scheme: "bearer" })).toBeUndefined();
  });
});
