import { expect, test } from "vitest";
import { parsePointer, pointer, pointerOfFragment, resolvePointer } from "./pointer.ts";

// RFC 6901, section 5: the document and the results that the standard itself gives.
const document = {
  foo: ["bar", "baz"],
  "": 0,
  "a/b": 1,
  "c%d": 2,
  "e^f": 3,
  "g|h": 4,
  "i\\j": 5,
  'k"l': 6,
  " ": 7,
  "m~n": 8,
};

test.each([
  ["", document],
  ["/foo", ["bar", "baz"]],
  ["/foo/0", "bar"],
  ["/", 0],
  ["/a~1b", 1],
  ["/c%d", 2],
  ["/e^f", 3],
  ["/g|h", 4],
  ["/i\\j", 5],
  ['/k"l', 6],
  ["/ ", 7],
  ["/m~0n", 8],
])("resolves the RFC's own example %j", (text, value) => {
  expect(resolvePointer(document, text)).toEqual(value);
});

test.each([
  ["/c%25d", 2],
  ["/e%5Ef", 3],
  ["/k%22l", 6],
  ["/%20", 7],
])("resolves the RFC's example %j as a URI fragment", (fragment, value) => {
  expect(resolvePointer(document, pointerOfFragment(fragment) as string)).toBe(value);
});

test.each([
  "/foo/2",
  "/foo/01",
  "/foo/-",
  "/foo/-1",
  "/foo/length",
  "/nothing",
  "/constructor",
  "/__proto__",
  "foo",
  "/~2",
])("finds nothing at %j", (text) => {
  expect(resolvePointer(document, text)).toBeUndefined();
});

test("finds a member that is really called __proto__", () => {
  expect(resolvePointer(JSON.parse('{"__proto__": {"polluted": 1}}'), "/__proto__/polluted")).toBe(1);
});

test("writes what it reads, tildes and slashes escaped in the right order", () => {
  const segments = ["paths", "/v1/~1", "~", ""];
  expect(pointer(...segments)).toBe("/paths/~1v1~1~01/~0/");
  expect(parsePointer(pointer(...segments))).toEqual(segments);
});

test("takes a fragment that is a name for no pointer, and one that is badly encoded as it stands", () => {
  expect(pointerOfFragment("anchor")).toBeUndefined();
  expect(pointerOfFragment("/%zz")).toBe("/%zz");
});
