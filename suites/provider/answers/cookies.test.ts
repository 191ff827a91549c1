import { expect, test } from "vitest";
import { cookiesSetBy } from "./cookies.ts";

const namesIn = (...fields: string[]) =>
  cookiesSetBy({ status: 200, headers: { "set-cookie": fields }, body: "" }, Date.parse("2026-01-01"));

test.each([
  "session=abc",
  "session=; Path=/",
  "session=abc; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
  "session=abc; Expires=Fri, 01 Jan 2027 00:00:00 GMT",
  "session=abc; Expires=never",
])("%s sets a cookie", (field) => expect(namesIn(field)).toEqual(["session"]));

test.each([
  "session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
  "session=; max-age=0",
  "session=; Max-Age=-1; HttpOnly",
])("%s removes one", (field) => expect(namesIn(field)).toEqual([]));

test("of several fields those count that set", () => {
  expect(namesIn("old=; Max-Age=0", "session=abc")).toEqual(["session"]);
  expect(cookiesSetBy({ status: 200, headers: {}, body: "" })).toEqual([]);
});
