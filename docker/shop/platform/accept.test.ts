import { expect, test } from "vitest";
import { requireAcceptable } from "./accept.ts";

test.each([
  [undefined],
  [""],
  ["*/*"],
  ["application/*"],
  ["application/json"],
  ["text/html, application/json;q=0.1"],
  ["APPLICATION/JSON; charset=utf-8"],
])("accepts %s for JSON", (header) => {
  expect(() => requireAcceptable(header, ["application/json"])).not.toThrow();
});

test.each([["text/html"], ["image/*"], ["application/json;q=0, */*"], ["nonsense"]])(
  "refuses %s for JSON",
  (header) => {
    expect(() => requireAcceptable(header, ["application/json"])).toThrow(expect.objectContaining({ status: 406 }));
  },
);

test("who accepts JSON accepts JSON by its suffix", () => {
  expect(() => requireAcceptable("application/json", ["application/health+json"])).not.toThrow();
});
