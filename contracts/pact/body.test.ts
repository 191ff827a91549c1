import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { bodyOf, bytesOfBody } from "./body.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each<[text: string, contentType: string | undefined, body: object]>([
  ["", "application/json", { kind: "empty" }],
  ['{"a":1}', "application/problem+json; charset=utf-8", { kind: "json", value: { a: 1 } }],
  ['{"a":', "application/json", { kind: "text", text: '{"a":', contentType: "application/json" }],
  ['{"a":1}', undefined, { kind: "json", contentType: "application/json" }],
  ["{not json", undefined, { kind: "text", contentType: "text/plain" }],
  ['{"a":1}', "text/plain", { kind: "text", text: '{"a":1}' }],
  ["<a/>", undefined, { kind: "text", contentType: "application/xml" }],
  ["<!DOCTYPE html><p>", "*/*", { kind: "text", contentType: "text/html" }],
  ["plain", undefined, { kind: "text", contentType: "text/plain" }],
  ["a=1", "application/x-www-form-urlencoded", { kind: "text", text: "a=1" }],
  ["abc", "application/pdf", { kind: "binary", contentType: "application/pdf" }],
])("%j of the type %s", (text, contentType, body) => {
  expect(bodyOf(bytes(text), contentType)).toMatchObject(body);
});

test("what is not UTF-8 is binary, whatever its type", () => {
  const invalid = new Uint8Array([0xff, 0xfe]);
  expect(bodyOf(invalid, "text/plain")).toEqual({ kind: "binary", bytes: invalid, contentType: "text/plain" });
  expect(bodyOf(invalid, undefined)).toMatchObject({ contentType: "application/octet-stream" });
});

test("the bytes of a body are those it was made of, but for the blanks of JSON", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom("text/plain", "image/png"), (given, type) => {
      expect(bytesOfBody(bodyOf(given, type))).toEqual(given);
    }),
  );
  expect(bytesOfBody(bodyOf(bytes('{ "a": 1 }'), "application/json"))).toEqual(bytes('{"a":1}'));
});

test("base64 there and back, and nothing else is base64", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (given) => {
      const text = encodeBase64(given);
      expect(text).toBe(Buffer.from(given).toString("base64"));
      expect(decodeBase64(text)).toEqual(given);
    }),
    { numRuns: 30 },
  );
  for (const text of ["a", "ab=c", "%%%%", "abcd="]) expect(decodeBase64(text), text).toBeUndefined();
});
